/** The environment that a deployed function has, of whatever kind it is. */
export function functionEnvironment(endpoint: string, tableName: string): Record<string, string> {
  return {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    TABLE_NAME: tableName,
    EVENT_BUS_NAME: 'bus',
    MAIL_FROM: 'Servanda <servanda@example.org>',
    SES_CONFIGURATION_SET: 'set',
    BASE_URL: 'https://servanda.example.org',
    LINKS_URL: 'https://servanda.example.org',
    ORIGIN_SECRET: 'the secret of the distribution, made up',
  }
}

/** What API Gateway hands over for a GET. */
export function lambdaRequest(path: string, token?: string) {
  const { pathname, search } = new URL(path, 'https://servanda.example.org')
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: {
      host: 'servanda.example.org',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    requestContext: { http: { method: 'GET', path: pathname }, domainName: 'servanda.example.org' },
    isBase64Encoded: false,
  }
}
