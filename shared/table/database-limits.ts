/**
 * How long a call of the database may take before it is tried again. Left to itself, the SDK waits for ever for an
 * answer that got lost, and a function would be cut off with all that it still had to do.
 */
export const databaseLimits = {
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
} as const
