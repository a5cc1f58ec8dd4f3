/** What a feed calls things, in the language of whose calendar it is. */
export const feedWords = {
  en: {
    calendar: 'Calendar',
    visit: 'Visit',
    task: 'Task',
    'call-back': 'Call-back',
    meeting: 'Meeting',
    birthday: 'Birthday',
  },
  'zh-CN': { calendar: '日程', visit: '拜访', task: '任务', 'call-back': '回访', meeting: '会议', birthday: '生日' },
} as const satisfies Record<string, Record<string, string>>
export type FeedWords = Record<keyof (typeof feedWords)['en'], string>
