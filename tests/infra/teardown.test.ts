import { describe, expect, it } from 'vitest'
import { fatesOf } from '../../infra/fates.ts'
import { Resources, stackOf } from './synthesised.ts'

const fates = (stage: string) => fatesOf(new Resources(stackOf({ stage }).stack).template.toJSON())

describe('a stage that is removed', () => {
  it('leaves nothing behind in development', () => {
    const { kept, deleted } = fates('development')

    expect(kept).toEqual([])
    expect(deleted.length).toBeGreaterThan(30)
  })

  it('is not stopped by protection from deletion in development', () => {
    const { template } = new Resources(stackOf({ stage: 'development' }).stack)

    expect(JSON.stringify(template.toJSON())).not.toMatch(/"DeletionProtection(Enabled)?":("ACTIVE"|true)/)
  })

  it('keeps in production what holds data, the witness’s log, and a bucket that is rebuilt', () => {
    expect(new Set(fates('production').kept.map(({ type }) => type))).toEqual(
      new Set(['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket']),
    )
  })

  it('is a snapshot where that is its policy: it stays too', () => {
    const template = { Resources: { A: { Type: 'AWS::RDS::DBInstance', DeletionPolicy: 'Snapshot' } } }

    expect(fatesOf(template).kept).toHaveLength(1)
  })
})
