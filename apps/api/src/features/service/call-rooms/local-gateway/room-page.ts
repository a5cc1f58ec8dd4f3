import type { Role } from './rooms.ts'

const words = {
  en: {
    voice: 'Voice contact',
    video: 'Video contact',
    presentation: 'Presentation',
    join: 'Join',
    alone: { host: 'Waiting for the customer', guest: 'Waiting for your adviser' },
    together: 'Connected',
    ended: 'This contact is over.',
    elsewhere: 'Opened in another window.',
    share: 'Share my screen',
    unheard: 'No camera or microphone: you can see and hear, but are not seen or heard.',
    unknown: 'This contact is over, or the link is not complete.',
  },
  'zh-CN': {
    voice: '语音联系',
    video: '视频联系',
    presentation: '远程演示',
    join: '加入',
    alone: { host: '等待客户加入', guest: '等待客户经理加入' },
    together: '已接通',
    ended: '本次联系已结束。',
    elsewhere: '已在其他窗口打开。',
    share: '共享我的屏幕',
    unheard: '没有摄像头或麦克风：您可以看到和听到对方，对方看不到也听不到您。',
    unknown: '本次联系已结束，或链接不完整。',
  },
}
type Kind = 'voice' | 'video' | 'presentation'
const languageOf = (accepted = '') => (/^\s*en/i.test(accepted) ? 'en' : 'zh-CN')
const page = (language: string, title: string, body: string) =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/room.css">${body}</html>`

/** The page of a room for one side of it. */
export function roomPage(kind: Kind, role: Role, token: string, accepted?: string): string {
  const language = languageOf(accepted)
  const { alone, unknown: _, ...said } = words[language]
  const told = JSON.stringify({ ...said, alone: alone[role] }).replaceAll('"', '&quot;')
  return page(
    language,
    said[kind],
    `<body data-kind="${kind}" data-role="${role}" data-token="${token}" data-words="${told}" data-state="outside">
<h1>${said[kind]}</h1><p id="state" role="status"></p>
<div id="screens"><video id="theirs" autoplay playsinline></video><video id="mine" autoplay playsinline muted></video></div>
<p id="note"></p><p><button id="join">${said.join}</button> <button id="share" hidden>${said.share}</button></p>
<script src="/room.js" defer></script></body>`,
  )
}

/** For a token that opens no door. */
export function overPage(accepted?: string): string {
  const language = languageOf(accepted)
  return page(
    language,
    words[language].unknown,
    `<body data-state="ended"><p role="status">${words[language].unknown}</p></body>`,
  )
}

export const roomStyle = `html{color-scheme:light dark}body{margin:0;padding:12px;font:14px/1.5 system-ui,"Noto Sans SC",sans-serif}
h1{font-size:16px;margin:0 0 4px}p{margin:4px 0}button{font:inherit;padding:6px 16px;min-height:36px}
#screens{position:relative;background:#16181d;border-radius:6px;aspect-ratio:16/9;overflow:hidden}
#theirs{width:100%;height:100%;object-fit:contain}#mine{position:absolute;right:8px;bottom:8px;width:24%;border-radius:4px}
[data-kind=voice] #screens{aspect-ratio:auto;height:48px}[data-kind=voice] video{opacity:0}`
