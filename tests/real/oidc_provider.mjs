// A certified OpenID provider (npm oidc-provider) on loopback, for the tests of single sign-on.
// node oidc_provider.mjs PLAN.json, where PLAN is {port, client, accounts: {sub: {claim: value}}, inTokens}.
// Its sign-in page asks for a name alone. GET /stop-answering makes it silent, as a service that hangs.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Provider from 'oidc-provider'

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const issuer = `http://127.0.0.1:${plan.port}`
const provider = new Provider(issuer, {
  clients: [plan.client],
  cookies: { keys: ['bara i prov'] },
  conformIdTokenClaims: !plan.inTokens,
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups'], email: ['email', 'email_verified'] },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: true },
  },
  ttl: { AccessToken: 600, AuthorizationCode: 60, IdToken: 600, Interaction: 600, Grant: 3600, Session: 3600 },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => plan.accounts[id] && { accountId: id, claims: () => ({ sub: id, ...plan.accounts[id] }) },
  loadExistingGrant: async (ctx) => {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
    grant.addOIDCScope('openid profile email')
    await grant.save()
    return grant
  },
})

let silent = false
const callback = provider.callback()
createServer(async (request, response) => {
  if (request.url === '/stop-answering') silent = true
  if (silent) return
  if (!request.url.startsWith('/interaction/')) return callback(request, response)
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    return response.end(`<!doctype html><html lang="sv"><title>Kommunens inloggning</title>
      <form method="post"><label>Namn <input name="name"></label> <button>Logga in</button> <button name="stop" value="yes">Avbryt</button></form>`)
  }
  let body = ''
  for await (const part of request) body += part
  const form = new URLSearchParams(body)
  const result = form.get('stop') ? { error: 'access_denied' } : { login: { accountId: form.get('name') } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}).listen(plan.port, '127.0.0.1')
