// A member of an MLS group on ts-mls (unaudited, development only). It reads one JSON command a
// line on standard input and answers each with one JSON line; all bytes are hex.
// Driven by crates/seal/tests/suite/ts_mls.rs.
import { createInterface } from 'node:readline'
import {
  acceptAll, createApplicationMessage, createCommit, decodeMlsMessage, defaultLifetime,
  emptyPskIndex, encodeMlsMessage, generateKeyPackageWithKey, getCiphersuiteFromName,
  getCiphersuiteImpl, joinGroup, mlsExporter, processMessage,
} from 'ts-mls'

const name = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'
const suite = await getCiphersuiteImpl(getCiphersuiteFromName(name))
const bytes = (hex) => new Uint8Array(Buffer.from(hex, 'hex'))
const hex = (bytes) => Buffer.from(bytes).toString('hex')
const decode = (text) => decodeMlsMessage(bytes(text), 0)[0]
const version = 'mls10'
let made, state

const commands = {
  // ts-mls 1.6.4 decodes basic and X.509 credentials alone, so this row runs on basic ones.
  async package({ identity, secret, key, notBefore, notAfter }) {
    const capabilities = {
      versions: [version], ciphersuites: [name], extensions: [], proposals: [],
      credentials: ['basic'],
    }
    made = await generateKeyPackageWithKey(
      { credentialType: 'basic', identity: bytes(identity) }, capabilities,
      { ...defaultLifetime, notBefore: BigInt(notBefore), notAfter: BigInt(notAfter) }, [],
      { signKey: bytes(secret), publicKey: bytes(key) }, suite)
    const keyPackage = made.publicPackage
    return { package: hex(encodeMlsMessage({ keyPackage, wireformat: 'mls_key_package', version })) }
  },
  async join({ welcome }) {
    state = await joinGroup(decode(welcome).welcome, made.publicPackage, made.privatePackage,
      emptyPskIndex, suite)
    return {}
  },
  async open({ message }) {
    const result = await processMessage(decode(message), state, emptyPskIndex, acceptAll, suite)
    state = result.newState
    return result.kind === 'applicationMessage' ? { plain: hex(result.message) } : {}
  },
  async seal({ plain, aad }) {
    const made = await createApplicationMessage(state, bytes(plain), suite, bytes(aad))
    state = made.newState
    const privateMessage = made.privateMessage
    return { message: hex(encodeMlsMessage({ privateMessage, wireformat: 'mls_private_message', version })) }
  },
  async update() {
    const made = await createCommit({ state, cipherSuite: suite }, { wireAsPublicMessage: true })
    state = made.newState
    return { commit: hex(encodeMlsMessage(made.commit)) }
  },
  async export({ label }) {
    const secret = await mlsExporter(state.keySchedule.exporterSecret, label, new Uint8Array(), 32, suite)
    return { secret: hex(secret) }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line)
  const answer = await commands[command](rest).catch((error) => ({ error: String(error?.stack ?? error) }))
  process.stdout.write(JSON.stringify(answer) + '\n')
}
