import { App, Stack } from 'aws-cdk-lib'
import { RecordsTable } from './records-table.ts'
const t0 = performance.now()
const app = new App({ analyticsReporting: false, treeMetadata: process.env.TM !== '0' })
const stack = new Stack(app, 'Table')
new RecordsTable(stack, 'Records', { keepsData: false })
app.synth()
console.error('synth', Math.round(performance.now() - t0))
