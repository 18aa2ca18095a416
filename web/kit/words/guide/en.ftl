# The safety guide: one screen, plain words, reading age about twelve. English is the source: every
# file beside this one holds exactly these names, each as plain text, and is fetched on its own.
# about: the line above the list, by the moment in which the guide was opened.

guide-title = How to stay safe here
guide-back = Back
guide-language = Language
guide-about-send = Something in your message looks private. Read this before you send it.
guide-about-agent = Somebody asks you for something? Compare it with this first.
guide-about-done = This chat is over and deleted from this device. Do the same next time.
guide-send-title = What not to send
guide-send = Card codes, passwords, one-time codes, photos of identity papers. We hide what we recognise, but nothing recognises everything.
guide-agent-title = How a real agent behaves
guide-agent = They never ask for a password, a PIN or the code on a card. They never hurry you, and never ask you to go on in another app.
guide-wrong-title = If something feels wrong
guide-wrong = Close the chat. Call the shop on the number you know, and tell them.
guide-done-title = When you are done
guide-done = Close the chat, above all on a shared computer. That deletes it from this device.
