import { render } from 'preact'
import { App } from './shell/app.tsx'
import { speakAsBefore } from './words/words.ts'

const root = document.getElementById('app')
await speakAsBefore()
if (root !== null) render(<App />, root)
