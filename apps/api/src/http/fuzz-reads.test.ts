import { endpoints } from '@rapport/contract/endpoints'
import { fuzz } from './testing-fuzzing.ts'

// A stream of events has no end; etl-runs' own tests look at it.
fuzz(endpoints.filter(({ endpoint }) => endpoint.method === 'GET' && endpoint.gives !== 'events'))
