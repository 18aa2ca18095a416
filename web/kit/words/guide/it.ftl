# The safety guide in Italian. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Come stare al sicuro qui
guide-back = Indietro
guide-language = Lingua
guide-about-send = Qualcosa in questo messaggio sembra privato. Legga qui prima di inviarlo.
guide-about-agent = Le chiedono qualcosa? Lo confronti prima con questo.
guide-about-done = Questa chat è finita ed è stata cancellata da questo dispositivo. Faccia così anche la prossima volta.
guide-send-title = Che cosa non inviare
guide-send = Codici di sicurezza delle carte, password, codici monouso, foto di documenti d’identità. Nascondiamo ciò che riconosciamo, ma nulla riconosce tutto.
guide-agent-title = Come si comporta un vero operatore
guide-agent = Non chiede mai una password, un PIN o il codice di una carta. Non mette mai fretta e non chiede mai di continuare in un’altra app.
guide-wrong-title = Se qualcosa non convince
guide-wrong = Chiuda la chat. Chiami il negozio al numero che già conosce e lo segnali.
guide-done-title = Quando ha finito
guide-done = Chiuda la chat, soprattutto su un computer condiviso. Così viene cancellata da questo dispositivo.
