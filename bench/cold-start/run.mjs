// Loads a bundle and asks it once, in a process of its own; prints the milliseconds of CPU of each.
const [file, event] = process.argv.slice(2)
const began = process.cpuUsage()
const spent = () => {
  const { user, system } = process.cpuUsage(began)
  return (user + system) / 1_000
}
const { handler } = await import(file)
const loaded = spent()
const answer = event === undefined ? null : await handler(JSON.parse(event), {})
const answered = spent()
console.log(
  JSON.stringify({ loaded, answered, status: answer?.statusCode ?? null, loadsUndici: hasUndici() }),
)
process.exit(0)

function hasUndici() {
  return process.moduleLoadList.some((name) => name.includes('undici'))
}
