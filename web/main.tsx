import { render } from 'preact'
import { takeUpSignIn } from './api/issuer.ts'
import { App } from './shell/app.tsx'
import { speakAsBefore } from './words/words.ts'

const root = document.getElementById('app')
await Promise.all([speakAsBefore(), takeUpSignIn()])
if (root !== null) render(<App />, root)
