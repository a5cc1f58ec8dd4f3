import { endpoints } from '@rapport/contract/endpoints'
import { fuzz } from './testing-fuzzing.ts'

fuzz(endpoints.filter(({ endpoint }) => endpoint.method !== 'GET'))
