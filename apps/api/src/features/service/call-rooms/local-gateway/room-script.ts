/**
 * What a room's page does: sound and picture go from browser to browser (WebRTC), the gateway carries only what they say to find each
 * other. The host calls whenever the other side comes, or what it shows changes; the guest answers.
 */
export const roomScript = `'use strict'
const { kind, role, token, words: said } = document.body.dataset
const words = JSON.parse(said)
const part = (id) => document.getElementById(id)
const show = (state) => {
  document.body.dataset.state = state
  part('state').textContent = words[state] ?? ''
}
let own = new MediaStream()
let screenShown = null
let peer = null

async function takeOwn() {
  try {
    own = await navigator.mediaDevices.getUserMedia({ audio: true, video: kind === 'video' })
  } catch {
    part('note').textContent = words.unheard
  }
  if (kind === 'video') part('mine').srcObject = own
}
const say = (what) =>
  fetch('/room/' + token + '/said', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) })

function newPeer() {
  peer?.close()
  const now = (peer = new RTCPeerConnection())
  now.onicecandidate = ({ candidate }) => candidate && say({ candidate })
  const theirs = new MediaStream()
  now.ontrack = ({ track }) => {
    theirs.addTrack(track)
    part('theirs').srcObject = theirs
    part('theirs').play().catch(() => undefined)
  }
  now.onconnectionstatechange = () => (document.body.dataset.media = now.connectionState)
  return now
}
const shown = () => [...own.getAudioTracks(), ...(screenShown ? screenShown.getVideoTracks() : own.getVideoTracks())]

async function callThem() {
  const now = newPeer()
  for (const track of shown()) now.addTrack(track, own)
  const wants = kind === 'voice' ? ['audio'] : ['audio', 'video']
  for (const what of wants) if (!shown().some((track) => track.kind === what)) now.addTransceiver(what, { direction: 'recvonly' })
  await now.setLocalDescription(await now.createOffer())
  await say({ offer: now.localDescription })
}
async function hear({ offer, answer, candidate }) {
  if (offer) {
    const now = newPeer()
    for (const track of shown()) now.addTrack(track, own)
    await now.setRemoteDescription(offer)
    await now.setLocalDescription(await now.createAnswer())
    await say({ answer: now.localDescription })
  } else if (answer) await peer?.setRemoteDescription(answer)
  else if (candidate) await peer?.addIceCandidate(candidate).catch(() => undefined)
}

async function enter() {
  part('join').hidden = true
  await takeOwn()
  if (kind === 'presentation' && role === 'host') part('share').hidden = false
  const events = new EventSource('/room/' + token + '/events')
  const leave = (state) => {
    events.close()
    peer?.close()
    for (const track of [...own.getTracks(), ...(screenShown?.getTracks() ?? [])]) track.stop()
    part('screens').hidden = part('share').hidden = true
    show(state)
  }
  let turn = Promise.resolve()
  let together = false
  events.onmessage = ({ data }) => {
    const told = JSON.parse(data)
    if (typeof told === 'string') return leave(told)
    if (told.said) turn = turn.then(() => hear(told.said)).catch(() => undefined)
    if (!told.there) return
    const both = told.there.length === 2
    show(both ? 'together' : 'alone')
    if (both && !together && role === 'host') turn = turn.then(callThem).catch(() => undefined)
    if (!both) part('theirs').srcObject = null
    together = both
  }
  part('share').onclick = async () => {
    screenShown = await navigator.mediaDevices.getDisplayMedia({ video: true }).catch(() => null)
    if (!screenShown) return
    part('mine').srcObject = screenShown
    if (together) turn = turn.then(callThem)
  }
}
part('join').onclick = enter
if (role === 'host') enter()
`
