# The words of widget and console. First word of each name: who uses it (talk: both; widget;
# console; sheet: screens behind a tap). Plain words, short sentences, reading age about twelve. English is the source:
# every other file holds exactly these names.

## Hidden values
talk-chip-hidden = hidden
talk-chip-credit-card = card
talk-chip-cvv = card code
talk-chip-pin = PIN
talk-chip-iban = account
talk-chip-bank-account = account
talk-chip-national-id = ID number
talk-chip-tax-id = tax number
talk-chip-passport = passport
talk-chip-driver-license = licence
talk-chip-email = e-mail
talk-chip-phone = phone
talk-chip-password = password
talk-chip-otp = one-time code
talk-chip-secret = secret
talk-chip-person = name
talk-chip-address = address
talk-chip-dob = birth date
talk-chip-bic = bank code
talk-chip-health-id = health number
talk-chip-ip = IP address
talk-chip-mac = device address
talk-chip-crypto = wallet
talk-chip-imei = device number
talk-chip-vehicle = vehicle
talk-chip-username = user name
talk-chip-health = health
talk-chip-company = company
talk-chip-other = hidden
talk-kind-credit-card = a card number
talk-kind-cvv = the code of a card
talk-kind-pin = a PIN
talk-kind-iban = a bank account number
talk-kind-bank-account = a bank account number
talk-kind-national-id = a national ID number
talk-kind-tax-id = a tax number
talk-kind-passport = a passport number
talk-kind-driver-license = a driving licence number
talk-kind-email = an e-mail address
talk-kind-phone = a phone number
talk-kind-password = a password
talk-kind-otp = a one-time code
talk-kind-secret = a secret key
talk-kind-person = a person’s name
talk-kind-address = an address
talk-kind-dob = a birth date
talk-kind-bic = a bank code
talk-kind-health-id = a health insurance number
talk-kind-ip = an IP address
talk-kind-mac = the address of a device
talk-kind-crypto = a wallet address
talk-kind-imei = the number of a phone
talk-kind-vehicle = a number plate
talk-kind-username = a user name
talk-kind-health = health data
talk-kind-company = something of the company’s own
talk-kind-other = something private

## While writing
talk-find-mask = This looks like { $what }. It will be hidden from the chat.
talk-find-seal = This looks like { $what }. It will be hidden from the chat.
talk-find-warn = This looks like { $what }. Do you want to send it?
talk-find-block = This looks like { $what }. It will not be sent.
talk-find-split = Together with your last message this looks like { $what }. It will be hidden.
talk-find-anyway = You chose to send { $what } as it is.
talk-find-many = { $count } private things found: { $kinds }.
talk-why = Why?
talk-why-mask = Nobody needs the whole value to help you. The last four digits are enough to talk about it.
talk-why-seal = Nobody needs the whole value to help you. The last four digits are enough to talk about it.
talk-why-warn = Others could use this if they saw it. Send it only if it is needed.
talk-why-block = This code proves that the card is in your hand. A real agent never asks for it, so it never leaves your device.
talk-why-allow = This is only a note. It will be sent as you wrote it.
talk-remove = Remove
talk-anyway = Send as it is
talk-hide = Hide it
talk-slow = The part that finds private details is still loading. Nothing is sent before it is ready.
talk-send = Send

## Messages
talk-messages = Messages
talk-you = you
talk-you-name = You
talk-state-sending = Sending
talk-state-sent = Sent
talk-state-delivered = Delivered
talk-state-read = Read
talk-state-failed = Not sent
talk-retry = Try again
talk-discard = Discard
talk-failure-too-long = Not sent: the message is too long.
talk-failure-rate-limit = Not sent: too many messages at once. Wait a moment.
talk-failure-closed = Not sent: the chat is closed.
talk-failure-held = Not sent: it was held back. Write it again and choose what to do.
talk-failure-nothing-left = Not sent: nothing was left of it after the private parts were taken out.
talk-failure-other = Not sent. Your words are still here.
talk-masked-on-arrival =
    { $count ->
        [one] One value was hidden when this arrived.
       *[other] { $count } values were hidden when this arrived.
    }
talk-typing = { $name } is typing…
talk-earlier =
    { $count ->
        [one] One earlier part. Scroll up to see it.
       *[other] { $count } earlier parts. Scroll up to see them.
    }
talk-to-end = Latest messages
sheet-role-customer = Customer
sheet-role-agent = Support agent
sheet-role-supervisor = Supervisor
talk-line-joined = { $name } joined
talk-line-left = { $name } left and can read nothing further
talk-line-waiting = Waiting for the next free person
talk-line-assigned = { $name } will answer
talk-line-handing-over = This chat is being handed to { $name }
talk-line-handed-over = { $name } has this chat
talk-line-back-to-queue = The chat waits for the next free person
talk-line-on-hold = { $name } put the chat on hold. Write any time and it goes on.
talk-line-hold-ended = The chat goes on
talk-line-frozen = The chat pauses while the connection is set up afresh
talk-line-repaired = The connection was set up afresh. Nothing was lost.
talk-line-key-changed = { $name } has a new key. Compare the safety number before you share anything private.
talk-line-closed-by-customer = The customer closed the chat
talk-line-closed-by-agent = The chat was closed
talk-line-other = The chat changed

## The safety guide as a card
talk-guide-card = What not to send here, and how a real agent behaves
talk-guide-open = Open the guide
talk-guide-sent = You sent the safety guide
talk-guide-sent-by = { $name } sent the safety guide

## Who can read this
sheet-who-server = The shop’s server passes messages on, but it holds no key and cannot read them.
sheet-who-stored = What is stored
sheet-stored = The server keeps locked messages only until everybody here has them. It sees when somebody writes and how much, not what it says.
sheet-who-until = Until when
sheet-safety-number = Safety number
sheet-safety-number-what = If both sides see the same number, nobody sits between you. You can compare it by phone.
sheet-online = here
sheet-away = away
sheet-expired = permission has ended
sheet-device = Device
sheet-log-listed = Listed in the public log
sheet-log-asked = Looking it up in the public log
sheet-log-unlisted = NOT in the public log
sheet-log-unknown = The public log could not be reached yet

## Alarms
sheet-dismiss = Dismiss
sheet-alarm-fork = The server showed the two sides different chats. What you read so far is genuine. Write nothing private until this is solved.
sheet-alarm-key-changed = The key of the other side changed. Compare the safety number before you go on.
sheet-alarm-not-proven = Somebody who could not prove who they are was kept out. Nobody else can read this chat.
sheet-alarm-storage-refused = This browser does not let the chat keep anything. If you reload the page, a new chat starts.
sheet-alarm-state-lost = This device lost its place in the chat. A fresh start was made; your unsent words are still here.
sheet-alarm-tampered = Something on the way changed or held back messages. Nothing changed was shown; the genuine ones were asked for again.
sheet-alarm-storage-failed = This device cannot save right now. Nothing is sent until it can, so that nothing is lost. Free some space.
sheet-alarm-unreadable = One message could not be read. It was asked for again.
sheet-alarm-refused = The server refused this device. Nothing was sent.
sheet-alarm-unlisted = Somebody in this chat has a device that is not in the public log of devices. You cannot write on here: close the chat and start a new one, or call the shop.
sheet-alarm-no-server = The shop’s chat cannot be reached. It is tried again by itself.
sheet-alarm-no-crypto = This browser blocks a part that the chat needs to lock messages. Nothing was sent.
sheet-alarm-other = Something went wrong, and nothing was sent unprotected. If it happens again, close the chat and start a new one.

## Widget
widget-title = Chat with { $shop }
widget-minimise = Hide the chat
widget-close = Close the chat
sheet-back = Back
sheet-cancel = Cancel
widget-online = Usually answers in { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }
widget-attended = Somebody is here
widget-away = Nobody is here right now
widget-away-until = Nobody is here until { $when }
widget-opening-none = Only you and the person who answers can read this chat, and nothing is kept after it closes.
widget-opening-hours =
    { $hours ->
        [one] Only you and the person who answers can read this chat, until an hour after it closes.
       *[other] Only you and the person who answers can read this chat, until { $hours } hours after it closes.
    }
widget-reads-named = Only you and { $names } can read this chat.
widget-who = Who can read this
sheet-who-nobody = Nobody has joined yet. Only the person who takes this chat will be able to read it.
sheet-kept-none = Nothing is kept after the chat is closed. A message that nobody answers is deleted after { $days ->
        [one] one day
       *[other] { $days } days
    }.
sheet-kept-hours = Everything is deleted { $hours ->
        [one] one hour
       *[other] { $hours } hours
    } after the chat is closed.
sheet-kept-unknown = Closing the chat deletes it from this device.
widget-guide = Stay safe
sheet-guide-failed = The guide could not be loaded. Check your connection, then open it again.
widget-hello = Hello. What can we help you with?
widget-hello-away = Leave a message. It stays locked until somebody here answers.
widget-write = Write a message
widget-offline = You are offline. What you write stays on this device and is sent when you are back.
widget-offline-unsent =
    { $count ->
        [one] You are offline. One message waits on this device and is sent when you are back.
       *[other] You are offline. { $count } messages wait on this device and are sent when you are back.
    }
sheet-form-title = Before we start
sheet-form-start = Start the chat
sheet-form-optional = { $label } (optional)
sheet-form-missing = Please fill this in, or close the chat if you would rather not.
sheet-form-name = Name
sheet-form-email = E-mail
sheet-form-order = Order number
sheet-form-topic = What it is about
sheet-close-ask = Close this chat?
sheet-close-what = It is deleted from this device, and nobody can write in it any more.
sheet-close-yes = Close and delete
sheet-end-title = This chat is closed
sheet-end-closed = Everything of it was deleted from this device.
sheet-end-removed = You are no longer part of this chat. Everything of it was deleted from this device.
sheet-end-replaced = The chat is open in another window. It continues there.
sheet-end-revoked = This chat was ended for safety. Everything of it was deleted from this device.
sheet-end-again = Start a new chat
sheet-receipt = Who opened it
sheet-receipt-last = Who opened your last chat
sheet-refused-title = The protected chat cannot run here
sheet-refused-what = This browser blocks a part that the chat needs to lock your messages. We do not offer an unprotected chat instead.
sheet-refused-channels = You can reach the shop here:
sheet-refused-none = Try another browser, or use the contact page of the shop.
sheet-refused-site = This page is not set up for chat. Nothing was sent.
sheet-refused-offline = The shop’s chat cannot be reached. Nothing was sent.
sheet-refused-retry = Try again

## Who opened what
receipt-title = Who opened what
receipt-checking = The list is being checked in this browser.
receipt-you = You
receipt-server = The shop’s server
receipt-issuer = The shop’s issuer of agents’ keys
receipt-nobody = Somebody whose name was deleted
receipt-proven = { $count ->
    [one] { $count } entry, and it is proven
   *[other] { $count } entries, and each is proven
}
receipt-proven-what = Each stands in a signed log in which nothing can be changed unnoticed. This browser has checked that itself, with the log’s key as it was when your chat began.
receipt-proven-unknown = Each stands in a signed log, and this browser has checked that itself. It had no key of the log from before, so it took the one that the shop names now.
receipt-limit = The names of people are the shop’s word. That each entry is by the same person as in your chat, about your chat and from that time is proven.
receipt-doubt = Do not believe this list.
receipt-doubt-key = The log is signed by another key than when your chat began. The shop has to say why.
receipt-doubt-form = An entry is not written as it has to be. Nothing of the list is shown.
receipt-doubt-checkpoint = The log’s signature is missing or not genuine. Nothing of the list is shown.
receipt-doubt-proof = An entry does not stand in the log that was signed. Nothing of the list is shown.
receipt-doubt-opening = An entry says something else than the log holds. Nothing of the list is shown.
receipt-doubt-closed = An entry does not say what it proves. Nothing of the list is shown.
receipt-doubt-other-chat = An entry belongs to another chat. Nothing of the list is shown.
receipt-doubt-statement = The statement is not signed by the log’s key.
receipt-doubt-list = The entries are not those that were signed.
receipt-gone = The shop no longer has this list, or its time is over.
receipt-held = The log cannot be signed at the moment, so nothing could be proven. Try again later.
receipt-offline = The list could not be loaded. Check your connection.
receipt-again = Try again
receipt-forget = Forget this list
receipt-file = Save with proofs
receipt-proof = Save the proof of entry { $number }
receipt-times = { $count } times, the last on { $time }
receipt-conversation-opened-you = You began this chat.
receipt-conversation-opened = The chat began.
receipt-assigned = { $who } took this chat.
receipt-ticket-issued = { $who } let a device in, or took one out.
receipt-log-opened = { $who } opened this chat on a device.
receipt-intake-opened = { $who } opened a message that you had left while nobody was there.
receipt-transferred = { $who } handed the chat on.
receipt-back-to-queue = { $who } gave the chat back to be taken by somebody else.
receipt-put-on-hold = { $who } put the chat on hold.
receipt-hold-ended = { $who } took the chat up again.
receipt-closed-you = You closed the chat.
receipt-closed = { $who } closed the chat.
receipt-frozen = { $who } began the chat’s keys anew after a device had trouble.
receipt-erased = { $who } deleted the chat.
receipt-denied = { $who } asked for something about this chat and was refused.
receipt-credential-issued = { $who } renewed the key of your device.
receipt-credential-issued-you = The key of your device was renewed.
receipt-over-collection-changed = { $who } was about to ask for too much, was warned and changed it.
receipt-over-collection-sent = { $who } was warned about asking for too much and sent it all the same.
receipt-off-channel-changed = { $who } was about to move the talk elsewhere, was warned and changed it.
receipt-off-channel-sent = { $who } was warned about moving the talk elsewhere and sent it all the same.
receipt-wrong-window-changed = { $who } was about to send what belongs to another chat, was warned and changed it.
receipt-wrong-window-sent = { $who } was warned that something belongs to another chat and sent it all the same.
receipt-receipt-read-you = You looked at this list.
receipt-receipt-read = This list was looked at.
receipt-signed-in = { $who } signed in.
receipt-signed-out = { $who } signed out.
receipt-device-requested = { $who } asked for a key for a device.
receipt-device-revoked = { $who } took a device out.
receipt-inbox-listed = { $who } saw the list of chats.
receipt-colleagues-listed = { $who } saw the list of colleagues.
receipt-ledger-read = { $who } read the ledger.
receipt-administered = { $who } changed accounts or settings.
receipt-sign-in-refused = Somebody was not signed in.
receipt-device-refused = { $who } refused a device.
receipt-roster-stored = { $who } signed who may answer in a queue.
receipt-certificate-stored = { $who } certified keys.
receipt-configuration-changed = { $who } began with another configuration than before.
receipt-screening-changed = { $who } began with other screening rules than before.
receipt-keys-changed = { $who } began with other keys than before.
receipt-duties-changed = { $who } changed what somebody does: role, teams or chats at once.
receipt-role-composed = { $who } composed a role from acts, or changed one.
receipt-role-dropped = { $who } dropped a role that nobody held.
receipt-training-recorded = { $who } recorded a training.
receipt-training-ended = { $who } took a training back.
receipt-people-listed = { $who } looked at who works where.
receipt-permissions-read = { $who } looked at who may do what.
receipt-refused-by-policy = { $who } was refused by an access policy.
receipt-joined = { $who } joined the chat.
receipt-left = { $who } left the chat.
receipt-glass-asked = { $who } asked to open this chat by exception.
receipt-glass-approved = { $who } agreed to it as a second person.
receipt-glass-declined = { $who } did not agree to it.
receipt-glass-lapsed = Nobody agreed to it in time.
receipt-glass-opened = { $who } opened it by exception, as two people had agreed.
receipt-glass-ended = The exception ended.
receipt-glass-justified = { $who } reviewed the exception and found it justified.
receipt-glass-unjustified = { $who } reviewed the exception and found it not justified.
receipt-glass-listed = { $who } saw the list of exceptions.
receipt-other = { $who }: { $kind }
receipt-why-answer-chat = to answer the chat
receipt-why-triage-queue = to decide which chat to take next
receipt-why-supervise = to look after the team
receipt-why-break-glass = by exception, agreed by two people
receipt-why-administer = to run the desk
receipt-why-other = for another reason

## Console: signing in
console-title = Tacita
console-sign-in-title = Sign in to Tacita
console-sign-in-name = Name
console-sign-in-password = Password
console-sign-in = Sign in
console-sign-in-wrong = Name and password do not match. Nothing else happened; try again.
console-sign-in-limit = Too many tries. Wait a minute, then try again.
console-sign-in-offline = The server cannot be reached. Check your connection, then try again.
console-sign-in-other = The server could not sign you in. Your password was not kept. Try again in a minute.
console-sign-in-or = or with a password
console-sign-in-late = That took too long. Sign in again from the start.
console-back = Back
console-passkey-sign-in = Sign in with a passkey
console-passkey-use = Use a passkey
console-passkey-none = No passkey was given. Try again, or take another way.
console-passkey-failed = That passkey does not open an account here.
console-passkey-add = Add a passkey
console-passkey-what = Your fingerprint, face or screen lock. Safe against false pages, and the quickest way in.
console-code-title = Show that it is you
console-code = Code
console-code-hint = Six digits from your authenticator app.
console-code-wrong = That code does not count. Each code works once; take the next one.
console-code-passkey = Your account is opened with a passkey.
console-code-instead = Use the authenticator app
console-recovery-instead = Use a recovery code
console-recovery-code = Recovery code
console-recovery-code-hint = One of the codes you kept. It works once.
console-enrol-title = Add a second way to prove it is you
console-enrol-what = A password alone opens nothing here. Add one of these now; it takes a minute.
console-app-add-open = Use an authenticator app
console-app-what = An app on your phone that shows a new code every 30 seconds.
console-app-scan = Scan this with your authenticator app.
console-app-picture = Picture for your authenticator app
console-app-type = Or type this key into the app:
console-app-code-hint = The six digits that the app shows now.
console-app-add = Add the app
console-recovery-title = Keep these codes
console-recovery-what = If you lose your phone or passkey, each of these lets you in once, together with your password. They are shown only now. Print them or keep them in a password manager.
console-recovery-copy = Copy all
console-recovery-copied = Copied
console-recovery-kept = I have kept them in a safe place
console-recovery-go = Go on
console-signed-out = You were signed out. Every chat is gone from this screen.
console-no-passwords = Nobody signs in by a password here. Use your organisation or a passkey.
console-organisation-sign-in = Sign in with { $name }
console-organisation-stale = That sign-in was begun in another window, or too long ago. Begin again here.
console-organisation-denied = Your organisation did not let you in. Ask whoever runs its sign-in.
console-organisation-unreachable = Your organisation's sign-in cannot be reached now. Try again in a minute.
console-organisation-token = The answer of your organisation's sign-in does not hold, so nobody was let in. Begin again; tell your administrator if it stays so.
console-organisation-no-role = Your organisation knows you, but none of your groups has a role here. Ask your administrator for one.
console-organisation-name-taken = Somebody here has that sign-in name already. Ask your administrator.
console-organisation-closed = Your account here is closed. Ask your administrator.
console-organisation-failed = The sign-in did not work now. Try again in a minute.
console-access-reset = An administrator has ended every way in to your account. They have a link for a new start: ask them for it. If nobody told you why, tell your privacy officer.
console-link-first-title = Set up the first administrator
console-link-first-what = This link makes the account that administers this installation. It counts once. A second way to prove it is you comes next.
console-link-display-name = Your name
console-link-display-name-hint = As colleagues see it.
console-link-reset-title = Start anew
console-link-reset-what = { $who } has ended every way in to the account of { $name } ({ $when }). Set a new password; a second way to prove it is you comes next.
console-link-reset-not-me = Your devices are approved anew too. If you asked for none of this, close this page and tell your privacy officer.
console-link-name-taken = That name is taken. Take another.
console-link-other = The link could not be used now. Try again in a minute.
console-link-spent-title = This link does not count
console-link-spent = It was used, its time is over, or a newer one took its place. Ask whoever gave it to you for another.
console-link-leave = Go to signing in
console-link-go = Go on
console-sign-out = Sign out
console-device-title = This browser waits for approval
console-device-what = A person with the issuer must let this browser read chats. You can leave this page open; it goes on by itself.
console-device-label = This browser
console-device-refused-title = This browser was not approved
console-device-refused = It can read no chats. Ask the person who runs the issuer.
console-device-revoked-title = This browser was shut out
console-device-revoked = Its keys are gone. Ask the person who runs the issuer if this was a mistake.
console-device-failed-title = Chats cannot be opened here
console-device-failed = This browser blocks a part that locks and unlocks messages. Use another browser or allow storage for this site.

## Console: your account
console-account = Your account
console-account-factors = How you prove that it is you
console-account-used = Last used { $when }
console-account-unused = Not used yet
console-account-remove = Remove
console-account-last = The last one cannot be removed. Add another first.
console-account-sign-ins = Where you are signed in
console-account-sign-ins-what = A sign-in that you end leaves its screen within a second.
console-account-this = This one
console-account-browsers = Browsers that you used
console-account-devices = Devices that can read your chats
console-account-devices-what = Revoke a device that was lost: it leaves every chat at once.
console-factor-passkey = Passkey
console-factor-app = Authenticator app
console-factor-add = Add another way
console-factor-remove = Remove: { $what }
console-factor-removed = Removed.
console-recovery-codes = Recovery codes
console-recovery-left = { $count ->
    [0] None left
    [one] One left
   *[other] { $count } left
}
console-recovery-new = Make new ones
console-password-title = Password
console-password-present = Present password
console-password-wrong = The present password is not right.
console-password-new = New password
console-password-hint = At least 12 characters that nobody would guess. Four or five unrelated words are good.
console-password-change = Change password
console-password-changed = Your password was changed, and your other sign-ins have ended.
console-password-weak = That would be guessed, or it stood in a breach. Take a longer one.
console-proof-passkey = With a passkey
console-proof-app = With password and app
console-proof-recovery = With a recovery code
console-proof-enrolment = First sign-in
console-proof-organisation = Through your organisation
console-sign-in-end = End
console-sign-in-end-label = End the sign-in in { $browser }, { $when }
console-sign-in-ended = That sign-in has ended.
console-browser-unknown = Unknown browser
console-browser-new = New
console-browser-mine = It is mine
console-browser-forget = Forget
console-browser-forgotten = Forgotten. Its sign-ins have ended.
console-device-status-waiting = Waits
console-device-status-approved = Approved
console-device-status-refused = Refused
console-device-status-revoked = Revoked
console-device-revoke = Revoke
console-device-revoke-title = Revoke this device?
console-device-revoke-what = It leaves every chat at once and can read nothing that follows. This cannot be undone; the device can ask for approval again.
console-device-revoked-said = The device was revoked.
console-stranger = Somebody signed in to your account from a new browser: { $browser }, { $when }. Was it you?
console-stranger-me = It was me
console-stranger-end = Not me: end it
console-prove-title = Show that it is you
console-prove-what = This asks for your passkey or a code once more.
console-prove-hint = From your authenticator app, or a recovery code.
console-prove-go = Go on
console-blurred = Blurred, because nobody is here. Move or press anything.
console-locked-title = Locked
console-own-key = This browser and your passkey
console-own-key-what = What this browser keeps of your chats can be locked with your passkey as well. Then nothing opens it without the passkey, not even the server. You will be asked for it each time this page is opened.
console-own-key-is-on = Opens with your passkey only
console-own-key-is-off = Opens when you sign in
console-own-key-turn-on = Lock with my passkey
console-own-key-turn-off = Do without the passkey
console-own-key-on = From now on this browser asks for your passkey.
console-own-key-off = This browser opens when you sign in.
console-own-key-no-passkey = No passkey was given. Nothing was changed.
console-own-key-no-secret = This passkey cannot lock a browser. Nothing was changed.
console-own-key-other-tab = Another tab has chats open. Close it and try again; until then the passkey is asked for.
console-own-key-failed = That did not work. Load the page anew and try again.
console-own-key-shut = Your passkey, please
console-own-key-shut-what = What this browser keeps of your chats opens with your passkey only, { $name }.
console-own-key-open = Open with the passkey
console-own-key-none = That passkey does not open this browser. Try again with the one that it was locked with.
console-own-key-tab = Another tab has chats open. Close it and try again.
console-own-key-lost = The passkey is lost
console-own-key-lost-what = What this browser keeps of your chats is deleted, and it begins as a new device that has to be approved. The customers’ chats stay where they are. Remove the lost passkey and revoke the old device on the page of your account.
console-own-key-lost-go = Delete and begin anew
console-locked-what = Nobody touched this screen for a while, so the keys have left its memory. Your chats wait and go on when you are back, { $name }.
console-locked-go = Unlock

## Console: frame
console-skip = Go to the conversation
console-nav = Places
console-inbox = Inbox
console-settings = Settings
console-palette = Commands
console-keys = Keyboard
console-offline = No connection. Lists may be out of date; what you write is sent when you are back.
console-close-panel = Close
console-cancel = Cancel
console-presence = Signed in as { $name }

## Console: inbox
console-mine = Mine
console-waiting = Waiting
console-all = All
console-empty-mine = You have no chats
console-empty-mine-what = Press A on a waiting chat to take it.
console-empty-waiting = Nobody is waiting
console-empty-waiting-what = A chat shows here as soon as a customer writes.
console-empty-all = Quiet for now
console-empty-all-what = Chats of your queues show here.
console-row-waiting = waiting { $time }
console-row-mine = yours
console-row-free = free
console-row-with = with { $name }
console-row-joined = joined, with { $name }
console-row-elsewhere = on another device
console-row-online = customer is here
console-row-unread =
    { $count ->
        [one] one unread
       *[other] { $count } unread
    }
console-row-gone = No longer yours to see
console-state-opened = Not started
console-state-waiting = Waiting
console-state-active = Active
console-state-frozen = Being repaired
console-state-closed = Closed
console-none-title = No chat open
console-none-what = Choose one on the left, or press J to walk down the list.

## Console: conversation
console-reply = Reply to { $who }
console-write = Write to { $who }…
console-guide = Send the safety guide
console-accept = Accept
console-accept-title = Take this chat?
console-accept-what = You can read it once you accept. The customer sees your name.
console-transfer = Transfer
console-transfer-title = Transfer { $who }
console-transfer-what = The next person reads what follows and nothing before. You read nothing after you hand over.
console-transfer-find = Person or queue
console-transfer-people = People
console-transfer-queues = Queues
console-transfer-person = { $open } of { $capacity } chats
console-transfer-queue =
    { $count ->
        [0] nobody waits
        [one] one waits
       *[other] { $count } wait
    }
console-transfer-none = Nobody of your teams can take it. You can give it back to a queue.
console-transfer-note = Note for the next person (optional)
console-transfer-note-what = The customer reads it too.
console-transfer-go = Transfer
console-transfer-started = { $who } is being handed over
console-handing-over = You are handing this chat over. Write a last note, then hand over.
console-hand-over = Hand over now
console-close = Close
console-hold = Hold
console-hold-end = Take up again
console-key-hold = Put on hold, or take up again
console-row-hold = On hold
console-hours = Hours
console-hours-open = Attended now
console-hours-shut = Closed now
console-hours-opens = Closed until { $when }
console-close-title = Close { $who }?
console-close-what = The chat ends for both sides and is deleted from every device.
console-close-yes = Close chat
console-closed = { $who } is closed and gone from this screen
console-gone = { $who } is no longer yours. It is gone from this screen.
console-more = More
console-elsewhere-title = Open on another device
console-elsewhere = You took this chat in another browser. Its keys are there and nowhere else. Continue there, or transfer it.
console-taken-title = { $name } has this chat
console-taken = Only the people in it can read it.
console-join = Join this chat
console-join-what = You read what is written from now on, and nothing before. The customer and { $name } see that you are here.
console-leave = Leave
console-opening = Opening…
console-leave-title = Leave this draft?
console-leave-what = Your draft to { $who } holds { $what }. It stays with this chat and goes nowhere else.
console-leave-stay = Stay
console-leave-go = Leave it here
console-customer = Customer
console-facts = About this chat
console-queue = Queue
console-state = State
console-waiting-since = Waiting
console-assurance = Verified
console-assurance-none = Not verified
console-assurance-anonymous = Not verified
console-who = Who can read this
console-who-nobody = No agent is in the chat yet.
console-kept = Closing the chat deletes it from every device.
console-details = Details

## Console: what holds a draft back
console-hold-never-ask = You are asking for { $what }. Nobody here needs it, and a real agent never asks.
console-hold-not-in-purpose = You are asking for { $what }. Chats of this queue do not need it.
console-hold-messenger = This moves the chat to a messenger. What is said there is not protected.
console-hold-private-mail = This moves the chat to a mail address that is not ours. What is said there is not protected.
console-hold-private-phone = This moves the chat to a phone number that is not ours. What is said there is not protected.
console-hold-official = You may name: { $channels }
console-hold-value = This number or address belongs to another chat.
console-hold-name = This name belongs to another chat.
console-hold-words = These words were written in another chat.
console-hold-paste = This was copied out of another chat.
console-hold-from = Belongs to
console-hold-to = You write to
console-hold-other = another chat
console-hold-take-out = Take it out
console-hold-move = Move to { $who }
console-hold-anyway = Send anyway
console-hold-why = Why may it be sent?
console-hold-reason-same-customer = It is the same customer
console-hold-reason-customer-asked = This customer asked for it
console-hold-reason-not-private = It is nothing private
console-hold-kept = Your reason is kept in the ledger, without the words.
console-hold-stop = This cannot be sent. Take it out, or move it.

## Console: keyboard and commands
console-find-command = Type a command or a name
console-no-command = Nothing matches. Try fewer letters.
console-command-inbox = Go to the inbox
console-command-settings = Go to the settings
console-screening = Screening
console-command-screening = Try what screening does
console-command-keys = Show the keys
console-command-theme = Switch light and dark
console-command-open = Open { $who }
console-key-palette = Commands
console-key-help = This sheet
console-key-next = Next chat
console-key-previous = Previous chat
console-key-back = Back, close
console-key-send = Send
console-key-line = New line
console-key-then = then
console-keys-title = Keyboard
console-keys-off = Single letters are switched off. Settings turns them on again.
console-self-test-title = Connection of this service
console-self-test-what = Measured from outside at the moment you ask, and not read from the configuration.
console-self-test-look = Look now
console-self-test-running = Looking…
console-self-test-failed = The service did not answer, so nothing is known.
console-self-test-found = { $count ->
    [0] Everything is as it should be.
    [one] One thing is not as it should be.
   *[other] { $count } things are not as they should be.
  }
console-self-test-protocol = Protocol, with the certificate that was configured
console-self-test-older-refused = Older protocols are refused
console-self-test-plaintext-refused = A connection without encryption gets no answer
console-self-test-key-exchange = Key exchange that also withstands quantum computers
console-self-test-hsts = Browsers are told to come encrypted or not at all (HSTS)
console-self-test-certificate = The certificate lasts longer than a week
console-self-test-is-good = Yes
console-self-test-is-bad = No
console-self-test-is-not-applicable = Does not apply on this machine
console-settings-title = Settings
console-settings-keys = Single-letter keys
console-settings-keys-what = A, T, E, J, K and G act outside text fields. Turn them off if you use speech input.
console-settings-theme = Look
console-theme-system = As the system
console-theme-light = Light
console-theme-dark = Dark
console-on = On
console-off = Off
console-notify = Something happened in a chat
console-error = That did not work, and nothing was changed. Try again.
console-error-offline = No connection. Nothing was changed.
console-error-taken = Somebody else was quicker. The chat is theirs.
console-error-none-free = That person cannot take more chats right now.
console-error-no-reveal = This chat stays closed: who opens it cannot be recorded right now. Running chats go on. Tell your administrator.

## Ledger
ledger-title = Ledger
ledger-read-what = Who did what, when and why. It holds no content. That you read it is an entry too.
ledger-place-ledger = Ledger
ledger-place-record = My record
ledger-place-account = Your account
ledger-command-record = Show what the ledger holds about me
ledger-heads = Checkpoints and witnesses
ledger-well = Signed, and nothing speaks against it
ledger-trouble-no-key = There is no signing key: nothing confidential is revealed
ledger-trouble-other-name = It was signed under another name or key: nothing confidential is revealed
ledger-trouble-cut-back = Signed entries are gone: nothing confidential is revealed
ledger-trouble-changed = Signed entries were changed: nothing confidential is revealed
ledger-trouble-set-back = A witness has seen more entries than there are now
ledger-trouble-forked = A witness has seen other entries than these
ledger-trouble-other = Something is wrong with the ledger
ledger-size = Entries
ledger-signed-size = Signed
ledger-last = Last checkpoint
ledger-picture = Growth of the ledger over its last { $count } checkpoints
ledger-witnessed = has cosigned { $size } entries
ledger-unwitnessed = has cosigned none of these
ledger-no-witness = No witness is set up: only a checkpoint that somebody else keeps finds what the operator rewrites.
ledger-act-factor-added = { $who } added a passkey or an authenticator app.
ledger-act-factor-removed = { $who } removed a passkey or an authenticator app.
ledger-act-recovery-codes-made = { $who } made recovery codes.
ledger-act-recovery-code-used = { $who } used a recovery code.
ledger-act-password-changed = { $who } changed their password.
ledger-act-new-browser = { $who } signed in from a new browser.
ledger-act-proven-anew = { $who } proved anew that it is them.
ledger-act-device-unlocked = { $who } unlocked a device.
ledger-act-device-locked = A device of { $who } was locked.
ledger-act-review-begun = { $who } began an access review.
ledger-act-review-confirmed = { $who } confirmed a right of somebody.
ledger-act-review-revoked = { $who } took a right of somebody away.
ledger-act-review-lapsed = A right lapsed: nobody confirmed it in time.
ledger-act-review-kept = A right that nobody confirmed stays: nobody else could administer.
ledger-act-review-ended = An access review ended with its report.
ledger-act-reviews-listed = { $who } saw access reviews.
ledger-act-review-handed = Whoever was to review a right cannot sign in any more; somebody else reviews it.
ledger-act-leaving-set = { $who } set when somebody leaves.
ledger-act-link-made = { $who } gave out a one-time link.
ledger-act-link-used = { $who } used a one-time link.
ledger-act-access-reset = { $who } ended every way in to an account.
ledger-act-account-made = An account was made: { $who }.
ledger-act-identity-linked = An account was linked to the organisation's sign-in.
ledger-act-directory-changed = The organisation's directory changed a person or a group.
ledger-act-suspended = A person was suspended.
ledger-act-resumed = A suspended person may work again.
ledger-act-directory-token-changed = { $who } made or ended a token of the organisation's directory.
ledger-kind = Kind
ledger-kind-all = All
ledger-kind-opened = Opened and joined
ledger-kind-lists = Lists and records read
ledger-kind-refused = Refused
ledger-kind-signed-in = Signed in and out
ledger-kind-keys = Devices and keys
ledger-kind-rules = Accounts, configuration, rules
ledger-kind-chats = Course of chats
ledger-kind-held = Drafts held back
ledger-kind-exceptions = Exceptions
ledger-kind-reviews = Access reviews and resting accounts
ledger-person = Person
ledger-person-all = Everybody
ledger-chat = Chat (its id)
ledger-look = Look
ledger-clear = Clear
ledger-more = Older entries
ledger-failed = That could not be loaded. Try again.
ledger-too-many = That is more than one statement holds. Choose fewer days.
ledger-loading = Loading
ledger-shown = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
ledger-none = No entry is like that.
ledger-when = When
ledger-what = Who did what
ledger-about = About
ledger-why = Why
ledger-entry = Entry
ledger-open = not signed yet
ledger-only-person = only { $name }
ledger-act-intake-opened = { $who } opened a message that had waited.
ledger-act-credential-issued = { $who } issued a key.
ledger-act-receipt-read = { $who } read who opened their chat.
ledger-act-conversation-opened = { $who } began a chat.
ledger-act-denied = { $who } asked for something and was refused.
ledger-server = The server
ledger-issuer = The issuer
ledger-customer = The customer
ledger-thing-inbox = list of chats
ledger-thing-colleagues = list of colleagues
ledger-thing-ledger = ledger
ledger-thing-own-record = own record
ledger-thing-queues = queues
ledger-thing-glass = exceptions
ledger-thing-reviews = access reviews
ledger-thing-review-report = report of an access review
ledger-thing-other = something else
ledger-own-title = What the ledger holds about me
ledger-own-what = Everything that you opened, were refused and did, and why. Nobody can leave the ledger, and nobody can change it afterwards.
ledger-from = From
ledger-until = Up to and including
ledger-state = Save a signed statement
ledger-stated = { $count ->
    [one] Saved: { $count } entry, signed and proven in this browser.
   *[other] Saved: { $count } entries, signed, each proven in this browser.
}

## Playground
try-title = Try what screening does
try-what = Paste a text or drop a file. You see what would be found, what would happen to it and why. Nothing leaves this browser.
try-text = Text
try-text-hint = Paste or write here
try-speaker = Who writes
try-speaker-customer = Customer
try-speaker-agent = Agent
try-queue = Queue
try-queue-every = Rules of every queue
try-file = Choose a file
try-drop = Text, PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, WebP or HEIC, up to 64 MB. Or drop it here.
try-clear = Clear
try-example = Show an example
try-example-text = Hello, I am Jane Doe. My card is 4111 1111 1111 1111, the code is 123. Write to jane.doe@example.com.
try-empty-title = Nothing to look at yet
try-empty = What you paste or drop is explained here.
try-busy = Reading…
try-failed-title = The playground could not start
try-failed = A part of it could not be loaded. Nothing was sent. Check your connection, then try again.
try-stopped = This file could not be read to the end. Nothing of it was kept.
try-again = Try again
try-nothing = Nothing private was found.
try-count =
    { $count ->
        [one] One private thing was found.
       *[other] { $count } private things were found.
    }
try-hidden =
    { $count ->
        [0] None would be hidden.
        [one] One would be hidden.
       *[other] { $count } would be hidden.
    }
try-written = What was written
try-sent = What the other side gets
try-cut = Only the beginning is shown. All of it was read.
try-found = What was found
try-kind = Type
try-value = Where
try-band = How sure
try-why = Why
try-action = What happens
try-band-certain = certain
try-band-likely = likely
try-band-hint = hint
try-action-allow = sent as it is
try-action-warn = sent, with a warning
try-action-mask = hidden
try-action-seal = hidden
try-action-block = taken out
try-anyway = The writer may send it as it is.
try-not-anyway = The writer cannot send it as it is.
try-rules = By queue and direction
try-rules-what = The same text under the rules of each queue.
try-beside =
    { $count ->
        [one] One thing came close
       *[other] { $count } things came close
    }
try-beside-what = These looked like something private at first and were left alone.
try-held = What would hold the draft back
try-hold-nudge = The agent may send it after being told.
try-hold-reason = The agent may send it with a reason, which is kept.
try-hold-stop = The agent must change it.
try-file-format = { $format }, { $size }
try-location = This picture tells where it was taken: { $place }
try-location-in = { $part } tells where it was taken: { $place }
try-no-location = This picture tells no place.
try-strip = Save a copy without it
try-strip-what = The copy holds the picture, its colours and which side is up. No place, no camera, no names, no notes.
try-strip-none = This format cannot be written here. Save the picture as JPEG or PNG first.
try-stripped = The copy was saved. It was read again and tells no place and no text.
try-strip-failed = The copy could not be made clean, so it was not saved.
try-unread = What was not read
try-unread-large = larger than what is read
try-unread-unpacked = unpacks to more than what is read
try-unread-parts = has more parts than what is read
try-unread-locked = locked with a password
try-unread-damaged = damaged, or not what it looks like
try-unread-picture = a picture; its text is not read
try-unread-embedded = a file inside the file
try-unread-unknown = a format that is not read
try-unread-file = The file
try-reason-check = A check digit or an equally strict rule holds.
try-reason-context = Words around it name it.
try-reason-shape = It has a shape that little else has.
try-reason-prefix = It begins as such keys do.
try-reason-tagger = The words look like a name or an address.
try-reason-asked = The other side had asked for it.
try-reason-quasi = Name, birth date and place together point to one person.
try-reason-company = It is in the company’s dictionary.
try-reason-other = Its shape and the words around it.
try-fact-valid = the rule of its kind holds
try-fact-broken = check digit wrong
try-fact-strong = distinctive shape
try-fact-weak = common shape
try-fact-near = named right beside it
try-fact-mid = named nearby
try-fact-far = named in the text
try-fact-against = looks like an order or amount
try-fact-against_mid = an order or amount nearby
try-fact-rival = another type is nearer
try-fact-expected = was asked for
try-fact-grouped = grouped as usual
try-fact-alone = the whole message
try-fact-cut = digits go on beside it
try-fact-spelled = written in words
try-fact-split = over several messages
try-fact-money = beside a currency sign
try-fact-glued = glued to other letters
try-fact-url = inside a web address
try-fact-planned = in the numbering plan
try-fact-date = also reads as a date
try-fact-own = “my” before it

## Identity
colour-amber = Amber
colour-blue = Blue
colour-coral = Coral
colour-green = Green
colour-indigo = Indigo
colour-olive = Olive
colour-rose = Rose
colour-teal = Teal
animal-badger = Badger
animal-beaver = Beaver
animal-bison = Bison
animal-crane = Crane
animal-deer = Deer
animal-dolphin = Dolphin
animal-eagle = Eagle
animal-falcon = Falcon
animal-finch = Finch
animal-fox = Fox
animal-gecko = Gecko
animal-hare = Hare
animal-hedgehog = Hedgehog
animal-heron = Heron
animal-ibis = Ibis
animal-jay = Jay
animal-koala = Koala
animal-lark = Lark
animal-lynx = Lynx
animal-marten = Marten
animal-mole = Mole
animal-otter = Otter
animal-owl = Owl
animal-panda = Panda
animal-puffin = Puffin
animal-raven = Raven
animal-robin = Robin
animal-seal = Seal
animal-stork = Stork
animal-swan = Swan
animal-turtle = Turtle
animal-wren = Wren

ledger-place-permissions = Permissions
ledger-place-people = People and roles
people-reset = Reset
people-reset-label = Reset the ways in of { $name }
people-reset-title = Reset the ways in of { $name }?
people-reset-what = Password, passkeys, apps, recovery codes, sign-ins and devices of this person end at once. Their open chats go to a colleague or back to the queue. They are told that it was you.
people-reset-check = First make sure that it is them who asks: face to face, or by a number that you knew before.
people-reset-go = End all and make a link
people-reset-done = Hand this link over yourself, not in a chat or a mail that others read. It counts once, until { $when }, and is shown this once.
people-reset-organisation = Everything has ended. They sign in through your organisation and add a second way to prove it is them.
people-reset-self = Nobody resets themselves. Another administrator can.
people-link-copy = Copy the link
people-directory = Directory
people-directory-what = By a token that you make here the directory of your organisation keeps accounts (SCIM): it makes people, puts them into groups and suspends them. It changes no account that it did not make.
people-directory-address = Address for the directory
people-directory-label = What to call it
people-directory-make = Make a token
people-directory-made = Copy this token into your directory now. It is shown this once.
people-directory-used = Last used { $when }
people-directory-unused = Never used
people-directory-end = End
people-directory-end-label = End the token { $name }
people-directory-ended = That token opens nothing any more.
people-directory-show = Show tokens
people-directory-many = There are enough tokens. End one first.
people-token-copy = Copy the token
may-title = Permissions
may-what = Who may do what is decided by policies. This page speaks of roles and relations, of nobody in particular.
may-failed = The service did not answer. Try again.
may-ask = May they?
may-ask-now = Ask
may-who = Who
may-act = Act
may-for = Purpose
may-if = What holds
may-grid = All decisions
may-grid-what = { $count ->
    [one] As { $count } policy in force decides now.
   *[other] As the { $count } policies in force decide now.
  }
may-yes = may
may-no = may not
may-own = { $count ->
    [0] Own policies
    [one] { $count } own policy
   *[other] { $count } own policies
  }
may-own-none = This installation has none: the program’s own rules hold.
may-allowed = They may
may-why-no-policy = They may not: no policy allows it
may-why-forbidden = They may not: a policy forbids it
may-why-purpose = They may not: the purpose does not fit the act
may-why-failed = They may not: a policy could not be evaluated
may-by = Decided by
may-near = Would be allowed by
may-missing = What is missing:
may-word = { $what }
may-who-customer = Customer
may-who-agent = Agent
may-who-supervisor = Supervisor
may-who-officer = Privacy officer
may-who-administrator = Administrator
may-who-issuer = Issuer process
may-if-own = it is their own
may-if-assigned = assigned
may-if-member = device in the chat
may-if-serves-queue = serves its queue
may-if-waiting = it waits
may-if-closed = it is closed
may-if-opened = a second person agreed
may-if-other-person = somebody else asked
may-if-other-device = in another browser
may-if-uninvolved = no part in it
may-if-reviewer = given to them to review
may-for-answer-chat = to answer the chat
may-for-triage-queue = to choose what is next
may-for-supervise = to look after the team
may-for-break-glass = by exception
may-for-administer = to run the installation
may-for-own-conversation = own conversation
may-act-open-own-socket = Open their own chat
may-act-post-own = Write in their own chat
may-act-close-own = Close their own chat
may-act-read-own-receipt = Read who opened their chat
may-act-see-inbox-row = See that a chat is there
may-act-accept-conversation = Take a chat
may-act-open-conversation = Open a chat
may-act-post-to-conversation = Write in a chat
may-act-open-intake = Open what waited
may-act-transfer-conversation = Hand a chat over
may-act-join-conversation = Join a chat visibly
may-act-leave-conversation = Leave a joined chat
may-act-ask-to-join = Ask to join by exception
may-act-ask-to-look = Ask what is known by exception
may-act-answer-glass = Agree to an exception
may-act-see-glass = See an exception
may-act-read-metadata = See what is known about a chat
may-act-end-glass = End an exception
may-act-review-glass = Review an exception
may-act-close-conversation = Close a chat
may-act-register-device = Register a device
may-act-unlock-device = Unlock a device
may-act-revoke-device = Revoke a device
may-act-close-account = Close an account
may-act-reset-access = Let somebody start anew
may-act-list-colleagues = See colleagues and queues
may-act-read-own-record = Read their own record
may-act-read-ledger = Read the ledger
may-act-see-permissions = See permissions
may-act-see-reviews = See all access reviews
may-act-run-reviews = Begin access reviews
may-act-review-access = Confirm a right or take it away
may-act-revive-account = Revive accounts and say who leaves
may-act-hold-conversation = Put a chat on hold
may-act-see-device = See their own device
may-act-list-people = See who works where
may-act-change-role = Change somebody’s role
may-act-change-teams = Change somebody’s teams
may-act-change-skills = Change somebody’s skills
may-act-change-capacity = Change somebody’s chats at once
may-act-record-training = Record a training
may-act-end-training = Take a training back
may-act-compose-role = Compose a role
may-act-drop-role = Drop a role
may-act-administer = Run the installation
may-act-list-issuer-requests = See what waits for a credential
may-act-answer-issuer-requests = Issue credentials

## Asking for too much
conduct-place = How we ask
conduct-command = Show how often more was asked for than needed
ledger-place-conduct = How people ask
conduct-title = Asking for too much
conduct-own-title = How often I asked for too much
conduct-what = Drafts that asked for something the queue has no purpose for, or that nobody may ask for. Their writers were warned before sending. Counted are the kind and what became of the draft: no chat, no customer, no text. That you look is an entry in the ledger.
conduct-window = Over
conduct-days = { $count ->
    [one] the last day
   *[other] the last { $count } days
}
conduct-none = Nobody answered a chat in these days.
conduct-answered = Chats answered
conduct-asked = Warned per 100 chats
conduct-sent = Sent anyway per 100
conduct-few = Fewer than { $count } chats: no rate
conduct-kinds = What was asked for
conduct-kind = Kind
conduct-asked-times = Warned
conduct-sent-times = Sent anyway
conduct-rest = other, asked for rarely
ledger-act-conduct-read = { $who } looked at how often people ask for too much.
ledger-thing-conduct = how people ask
ledger-thing-own-conduct = own way of asking

## Saved replies
replies-title = Saved replies
replies-command = Saved replies: read, write, change
replies-command-insert = Insert: { $name }
replies-insert = Saved reply
replies-what = Texts that are sent again and again: your own, and those of your queues. Type / and a few letters in a chat to insert one. It stands in the field as if you had typed it, and is looked through again before it is sent.
replies-none = There is none yet.
replies-own = only for me
replies-new = New reply
replies-changing = Change the reply
replies-change = Change “{ $name }”
replies-drop = Delete “{ $name }”
replies-drop-what = Nobody can insert it any more. What was sent stays as it is.
replies-drop-yes = Delete
replies-name = Name
replies-shortcut = What to type behind /
replies-shortcut-what = Lower-case letters, digits and -
replies-where = For
replies-text = Text
replies-placeholders = { $who } becomes the name that the customer gave, { $name } yours, { $place } that of the queue. What is not known stays, for you to fill in.
replies-save = Save
replies-refused = It was not saved. A reply is sent to many customers: nothing in it may be confidential.
replies-fault-value = “{ $what }” looks like { $kind }.
replies-fault-other = “{ $what }”: { $kind }
replies-taken = There is one with this shortcut already, or there are too many.
replies-found = { $count ->
    [one] One reply: { $name }
   *[other] { $count } replies; the chosen one: { $name }
}
replies-none-found = No saved reply begins like that.
ledger-act-reply-kept = { $who } saved a reply.
ledger-act-reply-dropped = { $who } deleted a saved reply.

## Who works where
people-title = Who works where
people-what = Roles, teams, skills and trainings. A change counts on open screens at once.
people-failed = The service did not answer. Try again.
people-find = Find a person
people-none = Nobody has this name.
people-role = Role
people-teams = Teams
people-teams-none = no team
people-skills = Skills
people-skills-what = Chats that ask for these go to them first.
people-skills-none = no skill
people-skills-unasked = No queue asks for a skill.
people-capacity = Chats at once
people-capacity-count = { $count ->
    [one] { $count } chat at once
   *[other] { $count } chats at once
  }
people-closed = Closed
people-rests = Rests
people-you = You
people-change = Change
people-change-title = What { $name } does
people-change-role = Another role signs { $name } out and takes them out of every chat.
people-save = Save
people-saved = { $name } works by this now.
people-trainings = Trainings
people-trainings-title = Trainings of { $name }
people-trainings-none = No training is recorded.
people-training-until = counts until { $when }
people-training-over = ran out { $when }
people-training-name = Name of the training
people-training-name-what = Small letters, digits and hyphens, such as refunds.
people-training-day = Counts until
people-training-add = Record
people-training-end = Take back
people-queues = Queues
people-queue-teams = served by { $teams }
people-queue-skills = asks for { $skills }
people-queue-always = attended always
people-roles = Roles of this installation
people-roles-what = Whoever has one of these may do its acts and nothing else. The program’s rules still hold.
people-roles-none = None so far. People have the program’s own roles.
people-role-holders = { $count ->
    [0] nobody has it
    [one] one person has it
   *[other] { $count } people have it
  }
people-role-base = based on { $base }
people-role-acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
  }
people-role-compose = Compose a role
people-role-title = Role { $name }
people-role-new = A new role
people-role-name = Name
people-role-name-what = Small letters, digits and hyphens, such as trainee.
people-role-base-label = Based on
people-role-base-what = What its holders are towards customers. It cannot be changed while somebody has the role.
people-role-about-conversation = Chats
people-role-about-device = Devices
people-role-about-queue = Queues
people-role-about-tenant = The installation
people-role-drop = Drop
people-error-malformed = This cannot be: the name is taken or has other letters, or nobody based on this role may ever do one of the acts.
people-error-conflict = Somebody has this role, or it was changed meanwhile. Look again.
people-error-other = That did not work. Nothing was changed.
## Opening something outside one's need
ledger-place-glass = Exceptions
glass-command = Ask for an exception
glass-title = Exceptions
glass-what = Sometimes somebody must open what is not theirs to open. Then two people agree, it ends by itself, and a third looks at it afterwards. Every step is in the ledger.
glass-failed = The list could not be loaded. Try again.
glass-none = No exception was asked for
glass-none-what = Most days nobody needs one.
glass-ask = Ask for an exception
glass-send = Ask a second person
glass-chat = Which chat
glass-chat-hint = Its code, such as 7F3K, with colour and animal if you know them; or its id
glass-kind = What do you need
glass-kind-join = Join the chat
glass-kind-join-what = Everybody in it sees you. You read what follows, never what was said before.
glass-kind-look = See what is known about it
glass-kind-look-what = Queue, who answered, when, transfers. No messages.
glass-reason = Why
glass-reason-hint = Others read this and it is kept. No names of customers, numbers or addresses.
glass-time = For how long
glass-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
glass-then-second = A supervisor, officer or administrator must agree, on another device.
glass-then-seen = The customer sees you in the chat at once.
glass-then-receipt = The customer’s list of who opened what names it.
glass-then-later = The customer’s list of who opened what names it after the review.
glass-then-review = An officer reviews it within { $hours } hours.
glass-words-more = { $count ->
    [one] { $count } more character needed
   *[other] { $count } more characters needed
}
glass-words-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}
glass-group-waiting = Waiting for a second person
glass-group-running = Running now
glass-group-reviews = To be reviewed
glass-group-before = Earlier
glass-own-send = You asked to send a held value in { $chat }
glass-other-send = { $who } asks to send a held value in { $chat }
glass-held = What is to be sent: { $kinds }
glass-send-held = This goes out only when a second person lets it through: { $what }.
glass-send-waits = A second person was asked to let it through: { $what }. Your draft stays here.
glass-send-ask = Ask a second person
glass-send-what = They are told the chat, your reason and that it is { $what }, never what you wrote. If they agree, you can send it in this chat for { $minutes } minutes.
glass-send-asked = A second person was asked.
glass-own-join = You asked to join { $chat }
glass-own-look = You asked what is known about { $chat }
glass-other-join = { $who } asks to join { $chat }
glass-other-look = { $who } asks what is known about { $chat }
glass-when = asked { $when }, for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
glass-agreed-by = agreed by { $who }
glass-declined-by = declined by { $who }
glass-reviewed-by = reviewed by { $who }
glass-review-by = review due { $when }
review-by-ended = begun by { $who }, ended { $when }
glass-left = Time left
glass-left-time = { $time } left
glass-same-browser = This was asked in this very browser. Agree to it on a device of your own.
glass-wait = Nothing opens until somebody else agrees. It lapses { $when }.
glass-agree = { $minutes ->
    [one] Agree to { $minutes } minute
   *[other] Agree to { $minutes } minutes
}
glass-not-agree = Decline
glass-open-join = Join the chat
glass-open-look = See what is known
glass-end = End it now
glass-review = Review
glass-finding = What did you find
glass-finding-hint = One or two sentences. No names of customers, numbers or addresses.
glass-justified = Justified
glass-unjustified = Not justified
glass-state-asked = waits
glass-state-declined = declined
glass-state-lapsed = nobody answered
glass-state-open = open
glass-state-ended = review due
glass-state-late = review late
glass-state-justified = justified
glass-state-unjustified = not justified
glass-asked-said = Asked. You hear when somebody has answered.
glass-agreed = Agreed. It ends by itself.
glass-not-agreed = Declined. Nothing was opened.
glass-ended-said = Ended. Nothing opens any more.
glass-reviewed-said = The review is kept.
glass-error-conflict = It is no longer as shown here. The list was loaded anew.
glass-error-twice = You have asked for this already.
glass-error-chat = No such chat can be joined or looked at. Check the code.
glass-error-confidential = A number, address or password stands in these words. Take it out.
glass-error-capacity = You have as many chats as you can have. End one first.
glass-notice-answer = { $count ->
    [one] { $count } exception waits for your yes or no.
   *[other] { $count } exceptions wait for your yes or no.
}
glass-notice-open = { $count ->
    [one] { $count } exception runs now.
   *[other] { $count } exceptions run now.
}
glass-notice-review = { $count ->
    [one] { $count } exception is to be reviewed.
   *[other] { $count } exceptions are to be reviewed.
}
glass-notice-late = { $count ->
    [one] { $count } review is late.
   *[other] { $count } reviews are late.
}
glass-notice-look = Look
glass-facts = What is known
glass-fact-site = Shop
glass-fact-queue = Queue
glass-fact-state = State
glass-fact-agent = Answered by
glass-fact-opened = Opened
glass-fact-waiting = Waits since
glass-fact-last = Last entry
glass-fact-closed = Closed
glass-fact-entries = Entries
glass-fact-id = Id
glass-chat-opened = opened, nothing written yet
glass-chat-waiting = waits
glass-chat-active = runs
glass-chat-closed = closed
glass-chat-other = other
glass-people = Who was in it
glass-out = out
glass-acts = What the ledger has about it

## Access reviews
ledger-place-reviews = Access reviews
review-command = Review who has which rights
review-title = Access reviews
review-what = By a day somebody else looks at what each person may do: role, teams with their queues, trainings. What nobody confirms is taken away. Every answer is in the ledger.
review-failed = The reviews could not be loaded. Try again.
review-none = Nothing to review
review-none-what = You hear of it here when a review waits for you.
review-begin = Begin a review
review-begun = The review has begun. Its reviewers see it now.
review-name = Name
review-name-hint = Such as: Autumn 2026
review-day = Due at the end of
review-leads = Supervisors review the agents of their teams
review-reviewer = Who reviews everybody else
review-reviewer-me = I do
review-single = Choose for single people
review-single-label = Who reviews { $who }
review-single-rule = As said above
review-then = Nobody reviews themselves. What nobody answers by the day is taken away: teams are left, accounts rest until an administrator revives them.
review-begin-go = { $count ->
    [one] Begin for { $count } person
   *[other] Begin for { $count } people
}
review-mine = { $count ->
    [0] All answered
    [one] { $count } right waits for you
   *[other] { $count } rights wait for you
}
review-mine-what = What you take away is gone at once, on open screens too. Without a role an account rests.
review-mine-keys = Arrows walk, Y keeps, N takes away.
review-right-role = Role: { $what }
review-right-own-role = Role of this installation: { $what }
review-right-team = Team: { $what }
review-right-training = Training: { $what }
review-training-what = policies may ask for it
review-queues = serves { $what }
review-queues-none = serves no queue
review-skills = skills: { $what }
review-due = Due { $when }.
review-keep = Keep
review-take = Take away
review-keep-label = Keep: { $who }, { $what }
review-take-label = Take away: { $who }, { $what }
review-decision-open = open
review-decision-confirmed = kept
review-decision-revoked = taken away
review-decision-lapsed = lapsed, taken away
review-decision-kept = stays: nobody else could administer
review-all = All reviews
review-runs = runs
review-ended = ended
review-by = begun by { $who }, due { $when }
review-progress = Answered
review-count = { $number } of { $count }
review-outcome = { $number } kept, { $open } taken away, { $count } lapsed
review-kept = { $count ->
    [one] { $count } stays
   *[other] { $count } stay
} because nobody else could administer
review-save = Get the report
review-file-html = Page
review-file-pdf = PDF
review-file-note = Signature
review-files = Keep the signature beside the file, under the same name.
review-about-me = What was decided about you
review-accounts = Accounts that rest
review-accounts-what = An account that nobody uses for { $days } days rests by itself, and so does that of somebody who leaves. Nobody signs in to it until it is revived; its devices ask for a key anew.
review-accounts-never = Accounts that nobody uses stay open here: the configuration says so. That of somebody who leaves rests from the day that is set.
review-accounts-none = No account rests.
review-why-dormant = not used
review-why-left = left
review-why-review = taken away in a review
review-since = since { $when }
review-revive = Revive
review-revive-label = Revive the account of { $who }
review-revived = The account is revived.
review-leaves = leaves { $when }
review-stays = Stays
review-stays-label = { $who } stays
review-leaver = Somebody leaves
review-last-day = Last day
review-set = Set
review-leaving-said = Set.
review-error-conflict = That cannot be: it was answered already, or nobody else could administer.
review-error-directory = The organisation’s directory would not have them work. It has to say otherwise first.
review-error-day = The day must be within the next 90 days.
review-error-nobody = For somebody there is nobody who could review them. Two people are needed: name another reviewer.
review-notice = { $count ->
    [one] { $count } right waits for your review.
   *[other] { $count } rights wait for your review.
}
review-notice-taken = An access review took a right of yours away.
