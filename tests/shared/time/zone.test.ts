import { describe, expect, it } from 'vitest'
import { day } from '../../../shared/time/day.ts'
import { Instant } from '../../../shared/time/instant.ts'
import { civilDay, endOfDay, instantOf, TimeOfDay, Zone } from '../../../shared/time/zone.ts'

const at = (on: string, time: string, zone: string) =>
  instantOf(day(on), TimeOfDay.parse(time), Zone.parse(zone))

describe('an hour of a day in a zone', () => {
  it.each([
    ['2026-06-01', '08:00', 'UTC', '2026-06-01T08:00:00Z'],
    ['2026-06-01', '08:00', 'Asia/Baku', '2026-06-01T04:00:00Z'],
    ['2026-06-01', '08:00', 'Asia/Kathmandu', '2026-06-01T02:15:00Z'],
    ['2026-01-01', '08:00', 'Europe/Berlin', '2026-01-01T07:00:00Z'],
    ['2026-07-01', '08:00', 'Europe/Berlin', '2026-07-01T06:00:00Z'],
    ['2026-01-15', '08:00', 'Australia/Lord_Howe', '2026-01-14T21:00:00Z'],
    ['2026-07-15', '08:00', 'Australia/Lord_Howe', '2026-07-14T21:30:00Z'],
  ])('%s %s %s is %s', (on, time, zone, instant) => {
    expect(at(on, time, zone)).toBe(instant)
  })

  it.each([
    ['2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
  ])('that the clocks leap over is taken as much later: %s %s %s', (on, time, zone, instant) => {
    expect(at(on, time, zone)).toBe(instant)
  })

  it.each([
    ['2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00Z'],
  ])('that the clocks show twice is the first: %s %s %s', (on, time, zone, instant) => {
    expect(at(on, time, zone)).toBe(instant)
  })

  it('on a day that the zone has left out is on the next one', () => {
    expect(at('2011-12-30', '08:00', 'Pacific/Apia')).toBe('2011-12-30T18:00:00Z')
    expect(civilDay(Instant.parse('2011-12-30T18:00:00Z'), Zone.parse('Pacific/Apia'))).toBe('2011-12-31')
  })
})

describe('the end of a day', () => {
  it.each([
    ['2026-06-01', 'UTC', '2026-06-02T00:00:00Z'],
    ['2026-06-01', 'Asia/Baku', '2026-06-01T20:00:00Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-25T23:00:00Z'],
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-04T03:00:00Z'],
    ['2011-12-29', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
    ['2011-12-31', 'Pacific/Apia', '2011-12-31T10:00:00Z'],
  ])('%s in %s is %s', (on, zone, instant) => {
    expect(endOfDay(day(on), Zone.parse(zone))).toBe(instant)
  })

  it.each([
    ['0001-01-01', 'Asia/Tokyo'],
    ['9999-12-31', 'America/Los_Angeles'],
    ['9999-12-31', 'UTC'],
  ])('is kept within the calendar: %s in %s', (on, zone) => {
    expect(Instant.safeParse(endOfDay(day(on), Zone.parse(zone))).success).toBe(true)
  })
})

describe('the day at an instant', () => {
  it.each([
    ['2026-06-01T19:59:59Z', 'Asia/Baku', '2026-06-01'],
    ['2026-06-01T20:00:00Z', 'Asia/Baku', '2026-06-02'],
    ['2026-06-01T02:00:00Z', 'America/New_York', '2026-05-31'],
    ['0001-01-01T00:00:00Z', 'America/New_York', '0001-01-01'],
    ['9999-12-31T23:59:59Z', 'Asia/Tokyo', '9999-12-31'],
  ])('%s in %s is %s', (instant, zone, on) => {
    expect(civilDay(Instant.parse(instant), Zone.parse(zone))).toBe(on)
  })
})

describe('a zone', () => {
  it('is of the IANA database, in its spelling', () => {
    expect(Zone.parse('asia/baku')).toBe('Asia/Baku')
    expect(Zone.parse('UTC')).toBe('UTC')
  })

  it.each(['', 'Mars/Base', '+04:00', '-05:00', 'Asia/Baku\u0000', '[UTC]', 'UTC+4'])('is not %j', (name) => {
    expect(Zone.safeParse(name).success).toBe(false)
  })
})
