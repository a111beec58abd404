// Stands in for the compiled part of AWS's runtime interface client: it hands the outcome of a call to the Runtime API.
// It also lets a test set the clock of the process, as it could not in Lambda.
const { _extensions: extensions } = require('node:module')
const { request } = require('node:http')

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':')

function post(path, body) {
  const sent = request({ host, port, method: 'POST', path: `/2018-06-01/runtime/invocation/${path}` })
  sent.on('response', (response) => response.resume())
  sent.end(body)
}

extensions['.node'] = (module) => {
  module.exports = {
    done: (id, body) => post(`${id}/response`, body),
    error: (id, body) => post(`${id}/error`, body),
  }
}

const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0)
const realNow = Date.now
if (ahead !== 0) Date.now = () => realNow() + ahead
