// Bluesky's own PDS and AppView (npm @atproto/dev-env), filled from a plan and kept running until told to stop.
// node bluesky.mjs PLAN.json: prints one line `READY {appview, people: {name: handle}, uris: {key: uri}}`.
// Afterwards each line of standard input is a change: {"do": "delete"|"add", …}; answered with one line `DONE {…}`.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { TestNetwork } from '@atproto/dev-env'

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const network = await TestNetwork.create({ dbPostgresSchema: 'somearkiv' })
const people = {}
const agents = {}
for (const [number, name] of plan.people.entries()) {
  const agent = network.pds.getAgent()
  const handle = `person${number}.test`
  await agent.createAccount({ email: `person${number}@example.com`, handle, password: 'losenord' })
  await agent.com.atproto.repo.createRecord({
    repo: agent.assertDid,
    collection: 'app.bsky.actor.profile',
    rkey: 'self',
    record: { $type: 'app.bsky.actor.profile', displayName: name, createdAt: plan.began },
  })
  people[name] = handle
  agents[name] = agent
}
const refs = {}
const write = async ({ key, author, at, text, parent, root }) => {
  const reply = parent ? { parent: refs[parent], root: refs[root] } : undefined
  const record = { $type: 'app.bsky.feed.post', text, createdAt: at, langs: ['sv'], ...(reply ? { reply } : {}) }
  const agent = agents[author]
  const { data } = await agent.com.atproto.repo.createRecord({
    repo: agent.assertDid,
    collection: 'app.bsky.feed.post',
    record,
  })
  refs[key] = { uri: data.uri, cid: data.cid }
}
for (const event of plan.events) await write(event)
await network.processAll(60000)
const uris = () => Object.fromEntries(Object.entries(refs).map(([key, ref]) => [key, ref.uri]))
console.log(`READY ${JSON.stringify({ appview: network.bsky.url, people, uris: uris() })}`)

for await (const line of createInterface({ input: process.stdin })) {
  const change = JSON.parse(line)
  if (change.do === 'stop') break
  if (change.do === 'add') await write(change)
  if (change.do === 'delete') {
    const [repo, collection, rkey] = refs[change.key].uri.replace('at://', '').split('/')
    await agents[change.author].com.atproto.repo.deleteRecord({ repo, collection, rkey })
  }
  await network.processAll(60000)
  console.log(`DONE ${JSON.stringify(uris())}`)
}
await network.close()
process.exit(0)
