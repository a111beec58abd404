import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api'
import { ServandaStack } from '../../infra/servanda-stack.ts'
import type { Stage } from '../../infra/stage.ts'

/** The stack as it is deployed to a stage, but for the functions' code, which takes a second to bundle. */
export function stackOf(told: Partial<Stage> = {}, context: Record<string, unknown> = withoutBundles) {
  const app = new App({ analyticsReporting: false, builtinCloudFormationValidation: false, context })
  const stage = { ...defaults, ...told }
  return { app, stack: new ServandaStack(app, 'Servanda', { stage }) }
}

const defaults = {
  stage: 'production',
  mailFrom: 'reminders@mission.test',
  monthlyBudgetUsd: 25,
  originSecret: 1,
}
const withoutBundles = { [BUNDLING_STACKS]: [] }

/** The resources of a template, to be asked by type or by the beginning of their logical ids. */
export class Resources {
  readonly template: Template
  readonly #all: [string, any][]

  constructor(stack: ServandaStack) {
    this.template = Template.fromStack(stack)
    this.#all = Object.entries(this.template.toJSON().Resources)
  }

  ofType(type: string): [string, any][] {
    return this.#all.filter(([, { Type }]) => Type === type)
  }

  /** The properties of the one resource of this type whose logical id begins so. */
  the(type: string, prefix: string): any {
    const found = this.ofType(type).filter(([id]) => id.startsWith(prefix))
    if (found.length !== 1) throw new Error(`${found.length} of ${type} begin with ${prefix}`)
    return found[0]![1].Properties
  }

  /** Every statement by which a role may do something. */
  allowed(): { role: string; Action: string[]; Resource: string[] }[] {
    return this.ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      Properties.PolicyDocument.Statement.map(({ Action, Resource }: any) => ({
        role: Properties.Roles[0].Ref,
        Action: [Action].flat(),
        Resource: [Resource].flat().map((each) => JSON.stringify(each)),
      })),
    )
  }
}
