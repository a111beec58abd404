import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { SweepEnv } from '../../functions/sweep/env.ts'
import { bundle } from '../../infra/bundle.ts'
import type { NodeFunctionProps } from '../../infra/node-function.ts'
import { Stage } from '../../infra/stage.ts'
import { tableDefinition } from '../../infra/table-template.ts'
import { Resources, stackOf } from './synthesised.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
const withBundles = {}
const resources = new Resources(stackOf({}, withBundles).stack)

const restoredTable =
  'arn:aws:dynamodb:eu-central-1:123456789012:table/servanda-restored/stream/2026-05-01T09:00:00.000'

const folders = ['api', 'deliver', 'feed', 'mail-links', 'sweep', 'witness'] as const
const scratch = mkdtempSync(join(tmpdir(), 'servanda-bundles-'))
afterAll(() => rmSync(scratch, { recursive: true }))

describe('the table', () => {
  const [[, table]] = resources.ofType('AWS::DynamoDB::Table') as [[string, any]]

  it('keeps what is deleted or overwritten recoverable, and cannot be deleted by mistake', () => {
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    })
  })

  it('goes with its stack on a stage that is not production', () => {
    const [[, other]] = new Resources(stackOf({ stage: 'development' }).stack).ofType(
      'AWS::DynamoDB::Table',
    ) as [[string, any]]

    expect(other).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { DeletionProtectionEnabled: false },
    })
  })

  it('may be one that was restored: the stack has none of its own then, and every function works on that', () => {
    const told = new Resources(stackOf({ restoredTable }).stack)

    expect(told.ofType('AWS::DynamoDB::Table')).toEqual([])
    const names = told
      .ofType('AWS::Lambda::Function')
      .flatMap(([, { Properties }]) => Properties.Environment?.Variables?.TABLE_NAME ?? [])
    expect(names.length).toBeGreaterThanOrEqual(10)
    expect(new Set(names)).toEqual(new Set(['servanda-restored']))
    const stream = told
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter(([, { Properties }]) => Properties.EventSourceArn === restoredTable)
    expect(stream).toHaveLength(1)
    expect(JSON.stringify(told.allowed())).not.toMatch(/RecordsTable/)
  })

  it('on one machine is the one that is deployed', () => {
    const { SSESpecification, PointInTimeRecoverySpecification, ...elsewhere } = table.Properties
    const { DeletionProtectionEnabled, TimeToLiveSpecification, ...deployed } = elsewhere

    const local = tableDefinition()
    expect({
      ...local,
      StreamSpecification: { StreamViewType: local.StreamSpecification?.StreamViewType },
    }).toEqual(deployed)
    expect(JSON.parse(inject('tableDefinition'))).toEqual(local)
  })
})

describe('the template', () => {
  it('is the same whenever it is synthesised', () => {
    const again = new Resources(stackOf({}, withBundles).stack)

    expect(again.template.toJSON()).toEqual(resources.template.toJSON())
  })

  it.each([
    { named: 'as it is deployed', told: {} },
    { named: 'after a change of the secret', told: { originSecret: 2 } },
    { named: 'on a restored table', told: { restoredTable } },
  ])('has nothing that the packs AwsSolutions and Serverless of cdk-nag find, $named', ({ told }) => {
    const { app } = stackOf(told)
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))

    const { directory } = app.synth()

    const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'))
    expect(report.pluginReports.flatMap(({ violations }: any) => violations)).toEqual([])
  })
})

describe('a function', () => {
  it('runs where nothing is installed, with the environment that it is given', () => {
    const named = {
      api: 'Api',
      deliver: 'Delivery',
      feed: 'Feeds',
      'mail-links': 'MailLinks',
      sweep: 'Sweep',
      witness: 'Witness',
    }
    for (const folder of folders) {
      const into = join(scratch, folder)
      bundle(folder, into)
      const { Environment } = resources.the('AWS::Lambda::Function', `${named[folder]}Function`)
      const names = Object.keys(Environment.Variables)
      const text = (name: string) => (/_(ISSUER|URL)$/.test(name) ? 'https://id.mission.test' : 'text')
      const env = Object.fromEntries(names.map((name) => [name, text(name)]))

      const script = `import(${JSON.stringify(join(into, 'index.mjs'))}).then((m) => console.log(typeof m.handler))`
      const printed = execFileSync(process.execPath, ['-e', script], { cwd: scratch, env, encoding: 'utf8' })
      expect(printed).toBe('function\n')
    }
  })

  it('has a hash that does not depend on the folder it is built in', () => {
    const elsewhere = join(scratch, 'elsewhere')
    for (const part of ['functions', 'shared', 'infra', 'package.json', 'tsconfig.json'])
      cpSync(join(project, part), join(elsewhere, part), { recursive: true })
    symlinkSync(join(project, 'node_modules'), join(elsewhere, 'node_modules'))

    const script = "import('./infra/bundle.ts').then(({ bundle }) => bundle('sweep', './there'))"
    execFileSync(process.execPath, ['--no-warnings', '-e', script], { cwd: elsewhere })
    bundle('sweep', join(scratch, 'here'))
    const modules = (folder: string) =>
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')])
    expect(modules(join(elsewhere, 'there'))).toEqual(modules(join(scratch, 'here')))
  })

  it('without a variable that it asks for does not compile', () => {
    // @ts-expect-error EVENT_BUS_NAME is missing
    const environment: NodeFunctionProps<typeof SweepEnv>['environment'] = { TABLE_NAME: 'servanda' }

    expect(SweepEnv.safeParse(environment).success).toBe(false)
  })
})

describe('a stage', () => {
  it('called production has to say where its mails come from, and who gets alarms', () => {
    const told = Stage.safeParse({ stage: 'production' })

    expect(told.error?.issues.map(({ path }) => path)).toEqual([['mailFrom'], ['alarmEmail']])
    const whole = { stage: 'production', mailFrom: 'reminders@mission.test', alarmEmail: 'it@mission.test' }
    expect(Stage.safeParse(whole).success).toBe(true)
  })

  it('may name its Region', () => {
    expect(stackOf({ region: 'eu-central-1' }).stack.region).toBe('eu-central-1')
  })

  it.each([{ stage: 'Production' }, { region: 'Frankfurt' }, { alarmMail: 'it@mission.test' }])(
    'is refused where it is misspelt: %j',
    (told) => {
      expect(Stage.safeParse(told).success).toBe(false)
    },
  )
})
