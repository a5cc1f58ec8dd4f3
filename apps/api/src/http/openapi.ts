import { endpoints } from '@rapport/contract/endpoints'
import { Problem } from '@rapport/contract/problem'
import { z } from 'zod'
import { Components } from './openapi-components.ts'

type Json = Record<string, unknown>

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => Json

const schemasIn =
  (components: Components): SchemaOf =>
  (schema, io) => {
    const { $schema, ...json } = z.toJSONSchema(schema, {
      io,
      unrepresentable: 'any',
      target: 'draft-2020-12',
      reused: 'inline',
    }) as Json
    return components.take(json)
  }

const parametersOf = (schemaOf: SchemaOf, schema: z.ZodType, place: 'path' | 'query') => {
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
  }))
}

/** The description of the API, made from the contract: OpenAPI 3.1. */
export function openapi(): Json {
  const components = new Components()
  const schemaOf = schemasIn(components)
  const paths: Record<string, Json> = {}
  for (const { name, endpoint } of endpoints) {
    const path = `/api${endpoint.path.replace(/:(\w+)/g, '{$1}')}`
    const json = endpoint.gives === 'json' && { 'application/json': { schema: schemaOf(endpoint.reply, 'output') } }
    const csv = endpoint.gives === 'csv' && { 'text/csv': { schema: { type: 'string' } } }
    const file = endpoint.media !== null && {
      [endpoint.media]: { schema: { type: 'string', contentMediaType: endpoint.media } },
    }
    const events = endpoint.gives === 'events' && {
      'text/event-stream': { schema: { type: 'string', 'x-data': schemaOf(endpoint.reply, 'output') } },
    }
    const media = { multipart: 'multipart/form-data', bytes: '*/*', json: 'application/json', none: '' }[endpoint.takes]
    const body =
      endpoint.takes === 'multipart'
        ? {
            type: 'object',
            properties: {
              file: { type: 'string', contentMediaType: 'application/octet-stream' },
              ...(schemaOf(endpoint.body, 'input').properties as Json),
            },
          }
        : endpoint.takes === 'bytes'
          ? { type: 'string', contentMediaType: 'application/octet-stream' }
          : schemaOf(endpoint.body, 'input')
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: {
        operationId: name,
        tags: [name.split('.')[0]],
        summary: endpoint.summary,
        'x-caller': endpoint.caller,
        security:
          endpoint.caller === 'anybody' ? [] : [endpoint.caller === 'customer' ? { portal: [] } : { session: [] }],
        parameters: [
          ...parametersOf(schemaOf, endpoint.params, 'path'),
          ...parametersOf(schemaOf, endpoint.query, 'query'),
          ...(endpoint.versioned
            ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string', pattern: '^"\\d+"$' } }]
            : []),
          ...(endpoint.once
            ? [
                {
                  name: 'Idempotency-Key',
                  in: 'header',
                  required: true,
                  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,80}$' },
                },
              ]
            : []),
        ],
        ...(endpoint.takes !== 'none' && { requestBody: { required: true, content: { [media]: { schema: body } } } }),
        responses: {
          [endpoint.status]: {
            description: 'Done',
            ...((json || csv || file || events) && { content: json || csv || file || events }),
          },
          default: {
            description: 'Refused',
            content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
          },
        },
      },
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version: '1',
      description: 'Every refusal is an RFC 9457 problem with `code` and `errors`.',
    },
    servers: [{ url: '/' }],
    components: {
      schemas: components.schemas,
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'rapport' },
        portal: { type: 'apiKey', in: 'cookie', name: 'rapport-portal' },
      },
    },
    paths,
  }
}
