import { notices } from '@rapport/contract/administration/notices'

/** What is asked again when a notice was published, read or withdrawn. */
export const changedNotices = [notices.list, notices.open, notices.readers]
