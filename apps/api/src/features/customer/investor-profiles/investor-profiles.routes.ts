import { investorProfiles } from '@rapport/contract/customer/investor-profiles'
import { route } from '#http/serve.ts'
import { listProfiles, recordProfile } from './investor-profiles.ts'

export const investorProfilesRoutes = [
  route(investorProfiles.list, ({ db, params }) => listProfiles(db, params.id)),
  route(investorProfiles.record, ({ db, params, body, viewer }) =>
    recordProfile(db, params.id, body, { viewerId: viewer.id, today: viewer.described.today }),
  ),
]
