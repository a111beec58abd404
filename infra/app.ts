import { App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { ServandaStack } from './servanda-stack.ts'
import { Stage } from './stage.ts'

const app = new App()
const context = (name: string): unknown => app.node.tryGetContext(name)
const stage = Stage.parse({
  stage: context('stage'),
  mailFrom: context('mailFrom'),
  region: context('region'),
  alarmEmail: context('alarmEmail'),
  monthlyBudgetUsd: context('monthlyBudgetUsd'),
  baseUrl: context('baseUrl'),
  domain: context('domain'),
  certificateArn: context('certificateArn'),
  webAclArn: context('webAclArn'),
  originSecret: context('originSecret'),
  restoredTable: context('restoredTable'),
  oidcIssuer: context('oidcIssuer'),
  oidcClientId: context('oidcClientId'),
  oidcAudience: context('oidcAudience'),
  oidcScope: context('oidcScope'),
})

const stack = new ServandaStack(app, `Servanda-${stage.stage}`, { stage })
Tags.of(stack).add('application', 'servanda')
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
