# The safety guide in German. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = So bleiben Sie hier sicher
guide-back = Zurück
guide-language = Sprache
guide-about-send = Etwas in Ihrer Nachricht sieht privat aus. Lesen Sie das hier, bevor Sie sie senden.
guide-about-agent = Jemand möchte etwas von Ihnen? Vergleichen Sie es zuerst hiermit.
guide-about-done = Dieser Chat ist vorbei und von diesem Gerät gelöscht. Machen Sie es nächstes Mal genauso.
guide-send-title = Was Sie nicht senden sollten
guide-send = Prüfziffern von Karten, Passwörter, Einmalcodes, Fotos von Ausweisen. Wir verbergen, was wir erkennen, doch nichts erkennt alles.
guide-agent-title = So verhalten sich echte Mitarbeitende
guide-agent = Sie fragen nie nach Passwort, PIN oder Prüfziffer. Sie drängen nie und wollen nie in einer anderen App weitermachen.
guide-wrong-title = Wenn sich etwas falsch anfühlt
guide-wrong = Schließen Sie den Chat. Rufen Sie das Geschäft unter der Nummer an, die Sie kennen, und sagen Sie es.
guide-done-title = Wenn Sie fertig sind
guide-done = Schließen Sie den Chat, vor allem an einem gemeinsamen Rechner. Das löscht ihn von diesem Gerät.
