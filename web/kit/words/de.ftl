# Die Wörter von Widget und Konsole. Quelle ist en.ftl; hier stehen genau dieselben Namen.

## Verborgene Werte
talk-chip-hidden = verborgen
talk-chip-credit-card = Karte
talk-chip-cvv = Prüfziffer
talk-chip-pin = PIN
talk-chip-iban = Konto
talk-chip-bank-account = Konto
talk-chip-national-id = Ausweisnummer
talk-chip-tax-id = Steuernummer
talk-chip-passport = Pass
talk-chip-driver-license = Führerschein
talk-chip-email = E-Mail
talk-chip-phone = Telefon
talk-chip-password = Passwort
talk-chip-otp = Einmalcode
talk-chip-secret = Geheimnis
talk-chip-person = Name
talk-chip-address = Adresse
talk-chip-dob = Geburtsdatum
talk-chip-bic = Bankcode
talk-chip-health-id = Versichertennummer
talk-chip-ip = IP-Adresse
talk-chip-mac = Geräteadresse
talk-chip-crypto = Wallet
talk-chip-imei = Gerätenummer
talk-chip-vehicle = Fahrzeug
talk-chip-username = Benutzername
talk-chip-health = Gesundheit
talk-chip-company = Firma
talk-chip-other = verborgen
talk-kind-credit-card = eine Kartennummer
talk-kind-cvv = die Prüfziffer einer Karte
talk-kind-pin = eine PIN
talk-kind-iban = eine Kontonummer
talk-kind-bank-account = eine Kontonummer
talk-kind-national-id = eine Personennummer
talk-kind-tax-id = eine Steuernummer
talk-kind-passport = eine Passnummer
talk-kind-driver-license = eine Führerscheinnummer
talk-kind-email = eine E-Mail-Adresse
talk-kind-phone = eine Telefonnummer
talk-kind-password = ein Passwort
talk-kind-otp = ein Einmalcode
talk-kind-secret = ein geheimer Schlüssel
talk-kind-person = der Name einer Person
talk-kind-address = eine Adresse
talk-kind-dob = ein Geburtsdatum
talk-kind-bic = ein Bankcode
talk-kind-health-id = eine Versichertennummer
talk-kind-ip = eine IP-Adresse
talk-kind-mac = eine Geräteadresse
talk-kind-crypto = eine Wallet-Adresse
talk-kind-imei = eine Telefon-Gerätenummer
talk-kind-vehicle = ein Kennzeichen
talk-kind-username = ein Benutzername
talk-kind-health = Gesundheitsdaten
talk-kind-company = etwas Firmeneigenes
talk-kind-other = etwas Privates

## Beim Schreiben
talk-find-mask = Das sieht aus wie { $what }. Es wird im Chat verborgen.
talk-find-seal = Das sieht aus wie { $what }. Es wird im Chat verborgen.
talk-find-warn = Das sieht aus wie { $what }. Wollen Sie es senden?
talk-find-block = Das sieht aus wie { $what }. Es wird nicht gesendet.
talk-find-split = Zusammen mit Ihrer letzten Nachricht sieht das aus wie { $what }. Es wird verborgen.
talk-find-anyway = Sie senden es unverändert: { $what }.
talk-find-many = { $count } private Angaben gefunden: { $kinds }.
talk-why = Warum?
talk-why-mask = Um Ihnen zu helfen, braucht niemand den ganzen Wert. Die letzten vier Ziffern genügen, um darüber zu sprechen.
talk-why-seal = Um Ihnen zu helfen, braucht niemand den ganzen Wert. Die letzten vier Ziffern genügen, um darüber zu sprechen.
talk-why-warn = Wer das sieht, könnte es missbrauchen. Senden Sie es nur, wenn es nötig ist.
talk-why-block = Diese Ziffern beweisen, dass Sie die Karte in der Hand halten. Echte Mitarbeitende fragen nie danach; deshalb verlassen sie Ihr Gerät nicht.
talk-why-allow = Nur ein Hinweis. Es wird gesendet, wie Sie es geschrieben haben.
talk-remove = Entfernen
talk-anyway = Unverändert senden
talk-hide = Verbergen
talk-slow = Der Teil, der private Angaben findet, lädt noch. Vorher wird nichts gesendet.
talk-send = Senden

## Nachrichten
talk-messages = Nachrichten
talk-you = Sie
talk-you-name = Sie
talk-state-sending = Wird gesendet
talk-state-sent = Gesendet
talk-state-delivered = Zugestellt
talk-state-read = Gelesen
talk-state-failed = Nicht gesendet
talk-retry = Noch einmal
talk-discard = Verwerfen
talk-failure-too-long = Nicht gesendet: Die Nachricht ist zu lang.
talk-failure-rate-limit = Nicht gesendet: zu viele Nachrichten auf einmal. Warten Sie einen Moment.
talk-failure-closed = Nicht gesendet: Der Chat ist geschlossen.
talk-failure-held = Nicht gesendet: Es wurde aufgehalten. Schreiben Sie es neu und wählen Sie, was geschehen soll.
talk-failure-nothing-left = Nicht gesendet: Ohne die privaten Teile blieb nichts übrig.
talk-failure-other = Nicht gesendet. Ihre Worte sind noch hier.
talk-masked-on-arrival =
    { $count ->
        [one] Ein Wert wurde beim Eintreffen verborgen.
       *[other] { $count } Werte wurden beim Eintreffen verborgen.
    }
talk-typing = { $name } schreibt …
talk-earlier =
    { $count ->
        [one] Ein früherer Abschnitt. Blättern Sie nach oben.
       *[other] { $count } frühere Abschnitte. Blättern Sie nach oben.
    }
talk-to-end = Zu den neuesten
sheet-role-customer = Kundin oder Kunde
sheet-role-agent = Kundendienst
sheet-role-supervisor = Teamleitung
talk-line-joined = { $name } ist dazugekommen
talk-line-left = { $name } ist gegangen und liest nichts Weiteres
talk-line-waiting = Wartet auf die nächste freie Person
talk-line-assigned = { $name } wird antworten
talk-line-handing-over = Dieser Chat geht an { $name } über
talk-line-handed-over = { $name } hat diesen Chat
talk-line-back-to-queue = Der Chat wartet auf die nächste freie Person
talk-line-on-hold = { $name } lässt den Chat ruhen. Schreiben Sie jederzeit, dann geht er weiter.
talk-line-hold-ended = Der Chat geht weiter
talk-line-frozen = Der Chat ruht, während die Verbindung neu aufgebaut wird
talk-line-repaired = Die Verbindung wurde neu aufgebaut. Nichts ging verloren.
talk-line-key-changed = { $name } hat einen neuen Schlüssel. Vergleichen Sie die Sicherheitsnummer, bevor Sie Privates mitteilen.
talk-line-closed-by-customer = Die Kundin oder der Kunde hat den Chat geschlossen
talk-line-closed-by-agent = Der Chat wurde geschlossen
talk-line-other = Der Chat hat sich geändert

## Der Leitfaden als Karte
talk-guide-card = Was Sie hier nicht senden sollten und wie sich echte Mitarbeitende verhalten
talk-guide-open = Leitfaden öffnen
talk-guide-sent = Sie haben den Sicherheitsleitfaden gesendet
talk-guide-sent-by = { $name } hat den Sicherheitsleitfaden gesendet

## Wer das lesen kann
sheet-who-server = Der Server des Geschäfts reicht Nachrichten weiter; er hat keinen Schlüssel und kann sie nicht lesen.
sheet-who-stored = Was gespeichert wird
sheet-stored = Der Server behält verschlossene Nachrichten nur, bis alle hier sie haben. Er sieht, wann und wie viel jemand schreibt, nicht was.
sheet-who-until = Bis wann
sheet-safety-number = Sicherheitsnummer
sheet-safety-number-what = Sehen beide Seiten dieselbe Nummer, sitzt niemand dazwischen. Sie können sie am Telefon vergleichen.
sheet-online = hier
sheet-away = nicht hier
sheet-expired = Berechtigung abgelaufen
sheet-device = Gerät
sheet-log-listed = Steht im öffentlichen Protokoll
sheet-log-asked = Wird im öffentlichen Protokoll nachgesehen
sheet-log-unlisted = NICHT im öffentlichen Protokoll
sheet-log-unknown = Das öffentliche Protokoll ist noch nicht erreichbar

## Warnungen
sheet-dismiss = Schließen
sheet-alarm-fork = Der Server hat den beiden Seiten verschiedene Chats gezeigt. Was Sie bisher lasen, ist echt. Schreiben Sie nichts Privates, bis das geklärt ist.
sheet-alarm-key-changed = Der Schlüssel der anderen Seite hat sich geändert. Vergleichen Sie die Sicherheitsnummer, bevor Sie weiterschreiben.
sheet-alarm-not-proven = Jemand, der sich nicht ausweisen konnte, wurde ferngehalten. Sonst kann niemand diesen Chat lesen.
sheet-alarm-storage-refused = Dieser Browser lässt den Chat nichts aufbewahren. Laden Sie die Seite neu, beginnt ein neuer Chat.
sheet-alarm-state-lost = Dieses Gerät hat seine Stelle im Chat verloren. Es wurde neu begonnen; Ihre ungesendeten Worte sind noch hier.
sheet-alarm-tampered = Etwas hat unterwegs Nachrichten verändert oder aufgehalten. Nichts Verändertes wurde gezeigt; die echten wurden neu angefordert.
sheet-alarm-storage-failed = Dieses Gerät kann gerade nicht speichern. Bis es wieder geht, wird nichts gesendet, damit nichts verloren geht. Schaffen Sie Platz.
sheet-alarm-unreadable = Eine Nachricht war nicht lesbar. Sie wurde neu angefordert.
sheet-alarm-refused = Der Server hat dieses Gerät abgewiesen. Nichts wurde gesendet.
sheet-alarm-unlisted = Jemand in diesem Chat hat ein Gerät, das nicht im öffentlichen Protokoll der Geräte steht. Hier können Sie nicht weiterschreiben: Schließen Sie den Chat und beginnen Sie einen neuen, oder rufen Sie den Shop an.
sheet-alarm-no-server = Der Chat des Geschäfts ist nicht erreichbar. Es wird von selbst weiter versucht.
sheet-alarm-no-crypto = Dieser Browser blockiert einen Teil, den der Chat zum Verschließen braucht. Nichts wurde gesendet.
sheet-alarm-other = Etwas ging schief; ungeschützt wurde nichts gesendet. Geschieht es wieder, schließen Sie den Chat und beginnen Sie einen neuen.

## Widget
widget-title = Chat mit { $shop }
widget-minimise = Chat ausblenden
widget-close = Chat schließen
sheet-back = Zurück
sheet-cancel = Abbrechen
widget-online = Antwortet meist in { $minutes ->
        [one] einer Minute
       *[other] { $minutes } Minuten
    }
widget-attended = Es ist jemand da
widget-away = Gerade ist niemand da
widget-away-until = Wieder jemand da: { $when }
widget-opening-none = Nur Sie und die Person, die antwortet, können diesen Chat lesen; nach dem Schließen bleibt nichts.
widget-opening-hours =
    { $hours ->
        [one] Nur Sie und die Person, die antwortet, können diesen Chat lesen, bis eine Stunde nach dem Schließen.
       *[other] Nur Sie und die Person, die antwortet, können diesen Chat lesen, bis { $hours } Stunden nach dem Schließen.
    }
widget-reads-named = Nur Sie und { $names } können diesen Chat lesen.
widget-who = Wer das lesen kann
sheet-who-nobody = Noch ist niemand da. Nur wer diesen Chat übernimmt, wird ihn lesen können.
sheet-kept-none = Nach dem Schließen bleibt nichts. Eine Nachricht, auf die niemand antwortet, wird gelöscht nach { $days ->
        [one] einem Tag
       *[other] { $days } Tagen
    }.
sheet-kept-hours = Alles wird gelöscht { $hours ->
        [one] eine Stunde
       *[other] { $hours } Stunden
    } nach dem Schließen.
sheet-kept-unknown = Schließen löscht den Chat von diesem Gerät.
widget-guide = Sicher bleiben
sheet-guide-failed = Der Leitfaden konnte nicht geladen werden. Prüfen Sie die Verbindung und öffnen Sie ihn noch einmal.
widget-hello = Guten Tag. Wobei können wir helfen?
widget-hello-away = Hinterlassen Sie eine Nachricht. Sie bleibt verschlossen, bis hier jemand antwortet.
widget-write = Nachricht schreiben
widget-offline = Sie sind offline. Was Sie schreiben, bleibt auf diesem Gerät und wird gesendet, sobald es geht.
widget-offline-unsent =
    { $count ->
        [one] Sie sind offline. Eine Nachricht wartet auf diesem Gerät und wird gesendet, sobald es geht.
       *[other] Sie sind offline. { $count } Nachrichten warten auf diesem Gerät und werden gesendet, sobald es geht.
    }
sheet-form-title = Bevor wir beginnen
sheet-form-start = Chat beginnen
sheet-form-optional = { $label } (freiwillig)
sheet-form-missing = Bitte füllen Sie das aus, oder schließen Sie den Chat, wenn Sie das nicht möchten.
sheet-form-name = Name
sheet-form-email = E-Mail
sheet-form-order = Bestellnummer
sheet-form-topic = Worum es geht
sheet-close-ask = Diesen Chat schließen?
sheet-close-what = Er wird von diesem Gerät gelöscht, und niemand kann mehr darin schreiben.
sheet-close-yes = Schließen und löschen
sheet-end-title = Dieser Chat ist geschlossen
sheet-end-closed = Alles davon wurde von diesem Gerät gelöscht.
sheet-end-removed = Sie gehören nicht mehr zu diesem Chat. Alles davon wurde von diesem Gerät gelöscht.
sheet-end-replaced = Der Chat ist in einem anderen Fenster offen. Dort geht er weiter.
sheet-end-revoked = Dieser Chat wurde zur Sicherheit beendet. Alles davon wurde von diesem Gerät gelöscht.
sheet-end-again = Neuen Chat beginnen
sheet-receipt = Wer ihn geöffnet hat
sheet-receipt-last = Wer Ihren letzten Chat geöffnet hat
sheet-refused-title = Der geschützte Chat läuft hier nicht
sheet-refused-what = Dieser Browser blockiert einen Teil, den der Chat zum Verschließen braucht. Einen ungeschützten Chat bieten wir nicht an.
sheet-refused-channels = So erreichen Sie das Geschäft:
sheet-refused-none = Versuchen Sie einen anderen Browser, oder nutzen Sie die Kontaktseite des Geschäfts.
sheet-refused-site = Auf dieser Seite ist kein Chat eingerichtet. Nichts wurde gesendet.
sheet-refused-offline = Der Chat des Geschäfts ist nicht erreichbar. Nichts wurde gesendet.
sheet-refused-retry = Noch einmal

## Wer was geöffnet hat
receipt-title = Wer was geöffnet hat
receipt-checking = Die Liste wird in diesem Browser geprüft.
receipt-you = Sie
receipt-server = Der Server des Geschäfts
receipt-issuer = Die Schlüsselausgabe des Geschäfts
receipt-nobody = Jemand, dessen Name gelöscht wurde
receipt-proven = { $count ->
    [one] { $count } Eintrag, und er ist bewiesen
   *[other] { $count } Einträge, und jeder ist bewiesen
}
receipt-proven-what = Jeder steht in einem signierten Verzeichnis, in dem nichts unbemerkt geändert werden kann. Dieser Browser hat das selbst geprüft, mit dem Schlüssel des Verzeichnisses vom Beginn Ihres Chats.
receipt-proven-unknown = Jeder steht in einem signierten Verzeichnis, und dieser Browser hat das selbst geprüft. Er kannte vorher keinen Schlüssel des Verzeichnisses und nahm den, den das Geschäft jetzt nennt.
receipt-limit = Die Namen der Personen sind das Wort des Geschäfts. Bewiesen ist, dass jeder Eintrag von derselben Person wie in Ihrem Chat, über Ihren Chat und aus dieser Zeit ist.
receipt-doubt = Glauben Sie dieser Liste nicht.
receipt-doubt-key = Das Verzeichnis ist mit einem anderen Schlüssel signiert als zu Beginn Ihres Chats. Das Geschäft muss sagen, warum.
receipt-doubt-form = Ein Eintrag ist nicht so geschrieben, wie er sein muss. Nichts von der Liste wird gezeigt.
receipt-doubt-checkpoint = Die Signatur des Verzeichnisses fehlt oder ist nicht echt. Nichts von der Liste wird gezeigt.
receipt-doubt-proof = Ein Eintrag steht nicht in dem signierten Verzeichnis. Nichts von der Liste wird gezeigt.
receipt-doubt-opening = Ein Eintrag sagt etwas anderes, als im Verzeichnis steht. Nichts von der Liste wird gezeigt.
receipt-doubt-closed = Ein Eintrag sagt nicht, was er beweist. Nichts von der Liste wird gezeigt.
receipt-doubt-other-chat = Ein Eintrag gehört zu einem anderen Chat. Nichts von der Liste wird gezeigt.
receipt-doubt-statement = Die Erklärung ist nicht mit dem Schlüssel des Verzeichnisses signiert.
receipt-doubt-list = Die Einträge sind nicht die, die signiert wurden.
receipt-gone = Das Geschäft hat diese Liste nicht mehr, oder ihre Zeit ist vorbei.
receipt-held = Das Verzeichnis kann im Moment nicht signiert werden, also ließe sich nichts beweisen. Versuchen Sie es später noch einmal.
receipt-offline = Die Liste konnte nicht geladen werden. Prüfen Sie Ihre Verbindung.
receipt-again = Noch einmal versuchen
receipt-forget = Diese Liste vergessen
receipt-file = Mit Beweisen speichern
receipt-proof = Beweis von Eintrag { $number } speichern
receipt-times = { $count }-mal, zuletzt am { $time }
receipt-conversation-opened-you = Sie haben diesen Chat begonnen.
receipt-conversation-opened = Der Chat wurde begonnen.
receipt-assigned = { $who } hat diesen Chat übernommen.
receipt-ticket-issued = { $who } hat ein Gerät eingelassen oder herausgenommen.
receipt-log-opened = { $who } hat diesen Chat auf einem Gerät geöffnet.
receipt-intake-opened = { $who } hat eine Nachricht geöffnet, die Sie hinterlassen hatten, als niemand da war.
receipt-transferred = { $who } hat den Chat weitergegeben.
receipt-back-to-queue = { $who } hat den Chat zurückgegeben, damit ihn jemand anderes übernimmt.
receipt-put-on-hold = { $who } ließ den Chat ruhen.
receipt-hold-ended = { $who } nahm den Chat wieder auf.
receipt-closed-you = Sie haben den Chat geschlossen.
receipt-closed = { $who } hat den Chat geschlossen.
receipt-frozen = { $who } hat die Schlüssel des Chats erneuert, nachdem ein Gerät Schwierigkeiten hatte.
receipt-erased = { $who } hat den Chat gelöscht.
receipt-denied = { $who } wollte etwas zu diesem Chat und wurde abgewiesen.
receipt-credential-issued = { $who } hat den Schlüssel Ihres Geräts erneuert.
receipt-credential-issued-you = Der Schlüssel Ihres Geräts wurde erneuert.
receipt-over-collection-changed = { $who } wollte zu viel fragen, wurde gewarnt und hat es geändert.
receipt-over-collection-sent = { $who } wurde gewarnt, zu viel zu fragen, und hat es trotzdem gesendet.
receipt-off-channel-changed = { $who } wollte das Gespräch anderswohin verlegen, wurde gewarnt und hat es geändert.
receipt-off-channel-sent = { $who } wurde gewarnt, das Gespräch anderswohin zu verlegen, und hat es trotzdem gesendet.
receipt-wrong-window-changed = { $who } wollte etwas senden, das zu einem anderen Chat gehört, wurde gewarnt und hat es geändert.
receipt-wrong-window-sent = { $who } wurde gewarnt, dass etwas zu einem anderen Chat gehört, und hat es trotzdem gesendet.
receipt-receipt-read-you = Sie haben diese Liste angesehen.
receipt-receipt-read = Diese Liste wurde angesehen.
receipt-signed-in = { $who } hat sich angemeldet.
receipt-signed-out = { $who } hat sich abgemeldet.
receipt-device-requested = { $who } hat einen Schlüssel für ein Gerät verlangt.
receipt-device-revoked = { $who } hat ein Gerät herausgenommen.
receipt-inbox-listed = { $who } hat die Liste der Chats gesehen.
receipt-colleagues-listed = { $who } hat die Liste der Kollegen gesehen.
receipt-ledger-read = { $who } hat das Verzeichnis gelesen.
receipt-administered = { $who } hat Konten oder Einstellungen geändert.
receipt-sign-in-refused = Jemand wurde nicht angemeldet.
receipt-device-refused = { $who } hat ein Gerät abgelehnt.
receipt-roster-stored = { $who } hat signiert, wer in einer Warteschlange antworten darf.
receipt-certificate-stored = { $who } hat Schlüssel beglaubigt.
receipt-configuration-changed = { $who } begann mit anderen Einstellungen als zuvor.
receipt-screening-changed = { $who } begann mit anderen Prüfregeln als zuvor.
receipt-keys-changed = { $who } begann mit anderen Schlüsseln als zuvor.
receipt-duties-changed = { $who } änderte, was jemand tut: Rolle, Teams oder Chats zugleich.
receipt-role-composed = { $who } stellte eine Rolle aus Handlungen zusammen oder änderte eine.
receipt-role-dropped = { $who } strich eine Rolle, die niemand hatte.
receipt-training-recorded = { $who } trug eine Schulung ein.
receipt-training-ended = { $who } nahm eine Schulung zurück.
receipt-people-listed = { $who } sah nach, wer wo arbeitet.
receipt-permissions-read = { $who } sah nach, wer was darf.
receipt-refused-by-policy = { $who } wurde durch eine Zugriffsregel abgewiesen.
receipt-joined = { $who } kam in den Chat.
receipt-left = { $who } hat den Chat verlassen.
receipt-glass-asked = { $who } bat darum, diesen Chat ausnahmsweise zu öffnen.
receipt-glass-approved = { $who } hat dem als zweite Person zugestimmt.
receipt-glass-declined = { $who } hat dem nicht zugestimmt.
receipt-glass-lapsed = Niemand hat dem rechtzeitig zugestimmt.
receipt-glass-opened = { $who } hat ihn ausnahmsweise geöffnet, wie zwei es vereinbart hatten.
receipt-glass-ended = Die Ausnahme ist beendet.
receipt-glass-justified = { $who } hat die Ausnahme geprüft und für gerechtfertigt befunden.
receipt-glass-unjustified = { $who } hat die Ausnahme geprüft und für nicht gerechtfertigt befunden.
receipt-glass-listed = { $who } hat die Liste der Ausnahmen gesehen.
receipt-other = { $who }: { $kind }
receipt-why-answer-chat = um den Chat zu beantworten
receipt-why-triage-queue = um zu entscheiden, welcher Chat der nächste ist
receipt-why-supervise = um nach dem Team zu sehen
receipt-why-break-glass = ausnahmsweise, von zweien vereinbart
receipt-why-administer = um den Betrieb zu führen
receipt-why-other = aus einem anderen Grund

## Konsole: Anmelden
console-title = Tacita
console-sign-in-title = Bei Tacita anmelden
console-sign-in-name = Name
console-sign-in-password = Passwort
console-sign-in = Anmelden
console-sign-in-wrong = Name und Passwort passen nicht zusammen. Sonst ist nichts geschehen; versuchen Sie es noch einmal.
console-sign-in-limit = Zu viele Versuche. Warten Sie eine Minute.
console-sign-in-offline = Der Server ist nicht erreichbar. Prüfen Sie die Verbindung.
console-sign-in-other = Der Server konnte Sie nicht anmelden. Ihr Passwort wurde nicht aufbewahrt. Versuchen Sie es in einer Minute noch einmal.
console-sign-in-or = oder mit einem Passwort
console-sign-in-late = Das hat zu lange gedauert. Melden Sie sich noch einmal von vorn an.
console-back = Zurück
console-passkey-sign-in = Mit einem Passkey anmelden
console-passkey-use = Passkey benutzen
console-passkey-none = Es wurde kein Passkey gezeigt. Versuchen Sie es noch einmal oder nehmen Sie einen anderen Weg.
console-passkey-failed = Dieser Passkey öffnet hier kein Konto.
console-passkey-add = Passkey hinzufügen
console-passkey-what = Ihr Fingerabdruck, Gesicht oder Ihre Bildschirmsperre. Sicher gegen falsche Seiten und der schnellste Weg hinein.
console-code-title = Zeigen Sie, dass Sie es sind
console-code = Code
console-code-hint = Sechs Ziffern aus Ihrer Authenticator-App.
console-code-wrong = Dieser Code zählt nicht. Jeder Code gilt einmal; nehmen Sie den nächsten.
console-code-passkey = Ihr Konto wird mit einem Passkey geöffnet.
console-code-instead = Die Authenticator-App benutzen
console-recovery-instead = Einen Wiederherstellungscode benutzen
console-recovery-code = Wiederherstellungscode
console-recovery-code-hint = Einer der Codes, die Sie aufbewahrt haben. Er gilt einmal.
console-enrol-title = Fügen Sie einen zweiten Nachweis hinzu
console-enrol-what = Ein Passwort allein öffnet hier nichts. Fügen Sie jetzt eines davon hinzu; es dauert eine Minute.
console-app-add-open = Eine Authenticator-App benutzen
console-app-what = Eine App auf Ihrem Telefon, die alle 30 Sekunden einen neuen Code zeigt.
console-app-scan = Lesen Sie dies mit Ihrer Authenticator-App ein.
console-app-picture = Bild für Ihre Authenticator-App
console-app-type = Oder tippen Sie diesen Schlüssel in die App:
console-app-code-hint = Die sechs Ziffern, die die App jetzt zeigt.
console-app-add = App hinzufügen
console-recovery-title = Bewahren Sie diese Codes auf
console-recovery-what = Wenn Sie Telefon oder Passkey verlieren, lässt jeder davon Sie einmal hinein, zusammen mit Ihrem Passwort. Sie werden nur jetzt gezeigt. Drucken Sie sie aus oder legen Sie sie in einen Passwortmanager.
console-recovery-copy = Alle kopieren
console-recovery-copied = Kopiert
console-recovery-kept = Ich habe sie sicher aufbewahrt
console-recovery-go = Weiter
console-signed-out = Sie wurden abgemeldet. Alle Chats sind von diesem Bildschirm verschwunden.
console-no-passwords = Hier meldet sich niemand mit Passwort an. Nehmen Sie Ihre Organisation oder einen Passkey.
console-organisation-sign-in = Anmelden mit { $name }
console-organisation-stale = Diese Anmeldung begann in einem anderen Fenster oder vor zu langer Zeit. Beginnen Sie hier von vorn.
console-organisation-denied = Ihre Organisation hat Sie nicht eingelassen. Fragen Sie, wer deren Anmeldung betreibt.
console-organisation-unreachable = Die Anmeldung Ihrer Organisation ist gerade nicht erreichbar. Versuchen Sie es in einer Minute noch einmal.
console-organisation-token = Die Antwort der Anmeldung Ihrer Organisation hält nicht stand; niemand wurde eingelassen. Beginnen Sie von vorn; bleibt es so, sagen Sie es Ihrem Administrator.
console-organisation-no-role = Ihre Organisation kennt Sie, aber keine Ihrer Gruppen hat hier eine Rolle. Bitten Sie Ihren Administrator um eine.
console-organisation-name-taken = Jemand hier hat diesen Anmeldenamen schon. Fragen Sie Ihren Administrator.
console-organisation-closed = Ihr Konto hier ist geschlossen. Fragen Sie Ihren Administrator.
console-organisation-failed = Die Anmeldung ging gerade nicht. Versuchen Sie es in einer Minute noch einmal.
console-access-reset = Ein Administrator hat alle Zugänge zu Ihrem Konto beendet. Er hat einen Link für einen neuen Anfang: Fragen Sie ihn danach. Wenn Ihnen niemand gesagt hat, warum, sagen Sie es Ihrem Datenschutzbeauftragten.
console-link-first-title = Ersten Administrator einrichten
console-link-first-what = Dieser Link legt das Konto an, das diese Anlage verwaltet. Er gilt einmal. Danach folgt ein zweiter Nachweis, dass Sie es sind.
console-link-display-name = Ihr Name
console-link-display-name-hint = So, wie Kollegen ihn sehen.
console-link-reset-title = Neu anfangen
console-link-reset-what = { $who } hat alle Zugänge zum Konto von { $name } beendet ({ $when }). Setzen Sie ein neues Passwort; danach folgt ein zweiter Nachweis, dass Sie es sind.
console-link-reset-not-me = Auch Ihre Geräte werden neu freigegeben. Wenn Sie nichts davon verlangt haben, schließen Sie diese Seite und sagen Sie es Ihrem Datenschutzbeauftragten.
console-link-name-taken = Dieser Name ist vergeben. Nehmen Sie einen anderen.
console-link-other = Der Link konnte jetzt nicht benutzt werden. Versuchen Sie es in einer Minute noch einmal.
console-link-spent-title = Dieser Link gilt nicht
console-link-spent = Er wurde benutzt, seine Zeit ist um, oder ein neuerer hat ihn ersetzt. Bitten Sie den, der ihn Ihnen gab, um einen anderen.
console-link-leave = Zur Anmeldung
console-link-go = Weiter
console-sign-out = Abmelden
console-device-title = Dieser Browser wartet auf Freigabe
console-device-what = Eine Person beim Aussteller muss diesen Browser zum Lesen zulassen. Lassen Sie die Seite offen; es geht von selbst weiter.
console-device-label = Dieser Browser
console-device-refused-title = Dieser Browser wurde nicht zugelassen
console-device-refused = Er kann keine Chats lesen. Fragen Sie die Person beim Aussteller.
console-device-revoked-title = Dieser Browser wurde ausgeschlossen
console-device-revoked = Seine Schlüssel sind gelöscht. War das ein Irrtum, fragen Sie die Person beim Aussteller.
console-device-failed-title = Hier lassen sich keine Chats öffnen
console-device-failed = Dieser Browser blockiert einen Teil, der Nachrichten ver- und aufschließt. Nehmen Sie einen anderen, oder erlauben Sie dieser Seite das Speichern.

## Konsole: Rahmen
## Console: your account
console-account = Ihr Konto
console-account-factors = Wie Sie zeigen, dass Sie es sind
console-account-used = Zuletzt benutzt { $when }
console-account-unused = Noch nicht benutzt
console-account-remove = Entfernen
console-account-last = Der letzte Nachweis kann nicht entfernt werden. Fügen Sie erst einen anderen hinzu.
console-account-sign-ins = Wo Sie angemeldet sind
console-account-sign-ins-what = Eine Anmeldung, die Sie beenden, verschwindet binnen einer Sekunde von ihrem Bildschirm.
console-account-this = Diese hier
console-account-browsers = Browser, die Sie benutzt haben
console-account-devices = Geräte, die Ihre Chats lesen können
console-account-devices-what = Sperren Sie ein Gerät, das verloren ging: Es ist sofort aus jedem Chat heraus.
console-factor-passkey = Passkey
console-factor-app = Authenticator-App
console-factor-add = Weiteren Nachweis hinzufügen
console-factor-remove = Entfernen: { $what }
console-factor-removed = Entfernt.
console-recovery-codes = Wiederherstellungscodes
console-recovery-left = { $count ->
    [0] Keiner übrig
    [one] Einer übrig
   *[other] { $count } übrig
}
console-recovery-new = Neue machen
console-password-title = Passwort
console-password-present = Jetziges Passwort
console-password-wrong = Das jetzige Passwort stimmt nicht.
console-password-new = Neues Passwort
console-password-hint = Mindestens 12 Zeichen, die niemand errät. Vier oder fünf Wörter ohne Zusammenhang sind gut.
console-password-change = Passwort ändern
console-password-changed = Ihr Passwort wurde geändert, und Ihre anderen Anmeldungen sind beendet.
console-password-weak = Das würde erraten, oder es stand in einem Datenleck. Nehmen Sie ein längeres.
console-proof-passkey = Mit einem Passkey
console-proof-app = Mit Passwort und App
console-proof-recovery = Mit einem Wiederherstellungscode
console-proof-enrolment = Erste Anmeldung
console-proof-organisation = Über Ihre Organisation
console-sign-in-end = Beenden
console-sign-in-end-label = Anmeldung beenden: { $browser }, { $when }
console-sign-in-ended = Diese Anmeldung ist beendet.
console-browser-unknown = Unbekannter Browser
console-browser-new = Neu
console-browser-mine = Das ist meiner
console-browser-forget = Vergessen
console-browser-forgotten = Vergessen. Seine Anmeldungen sind beendet.
console-device-status-waiting = Wartet
console-device-status-approved = Zugelassen
console-device-status-refused = Abgelehnt
console-device-status-revoked = Gesperrt
console-device-revoke = Sperren
console-device-revoke-title = Dieses Gerät sperren?
console-device-revoke-what = Es ist sofort aus jedem Chat heraus und kann nichts lesen, was folgt. Das lässt sich nicht rückgängig machen; das Gerät kann wieder um Zulassung bitten.
console-device-revoked-said = Das Gerät wurde gesperrt.
console-stranger = Jemand hat sich an Ihrem Konto von einem neuen Browser angemeldet: { $browser }, { $when }. Waren Sie das?
console-stranger-me = Das war ich
console-stranger-end = Nicht ich: beenden
console-prove-title = Zeigen Sie, dass Sie es sind
console-prove-what = Dafür wird Ihr Passkey oder ein Code noch einmal verlangt.
console-prove-hint = Aus Ihrer Authenticator-App, oder ein Wiederherstellungscode.
console-prove-go = Weiter
console-blurred = Unscharf, weil niemand hier ist. Bewegen oder drücken Sie etwas.
console-own-key = Dieser Browser und Ihr Passkey
console-own-key-what = Was dieser Browser von Ihren Chats aufbewahrt, kann zusätzlich mit Ihrem Passkey verschlossen werden. Dann öffnet es ohne ihn niemand, auch der Server nicht. Sie werden jedes Mal danach gefragt, wenn diese Seite geöffnet wird.
console-own-key-is-on = Öffnet nur mit Ihrem Passkey
console-own-key-is-off = Öffnet, wenn Sie sich anmelden
console-own-key-turn-on = Mit meinem Passkey verschließen
console-own-key-turn-off = Ohne Passkey öffnen
console-own-key-on = Ab jetzt fragt dieser Browser nach Ihrem Passkey.
console-own-key-off = Dieser Browser öffnet, wenn Sie sich anmelden.
console-own-key-no-passkey = Es kam kein Passkey. Nichts wurde geändert.
console-own-key-no-secret = Dieser Passkey kann keinen Browser verschließen. Nichts wurde geändert.
console-own-key-other-tab = Ein anderer Tab hat Chats offen. Schließen Sie ihn und versuchen Sie es noch einmal; bis dahin wird nach dem Passkey gefragt.
console-own-key-failed = Das hat nicht geklappt. Laden Sie die Seite neu und versuchen Sie es noch einmal.
console-own-key-shut = Ihr Passkey, bitte
console-own-key-shut-what = Was dieser Browser von Ihren Chats aufbewahrt, öffnet nur mit Ihrem Passkey, { $name }.
console-own-key-open = Mit dem Passkey öffnen
console-own-key-none = Dieser Passkey öffnet den Browser nicht. Nehmen Sie den, mit dem er verschlossen wurde.
console-own-key-tab = Ein anderer Tab hat Chats offen. Schließen Sie ihn und versuchen Sie es noch einmal.
console-own-key-lost = Der Passkey ist verloren
console-own-key-lost-what = Was dieser Browser von Ihren Chats aufbewahrt, wird gelöscht, und er beginnt als neues Gerät, das freigegeben werden muss. Die Chats der Kunden bleiben, wo sie sind. Entfernen Sie den verlorenen Passkey und widerrufen Sie das alte Gerät auf der Seite Ihres Kontos.
console-own-key-lost-go = Löschen und neu beginnen
console-locked-title = Gesperrt
console-locked-what = Niemand hat diesen Bildschirm eine Weile berührt, darum haben die Schlüssel seinen Speicher verlassen. Ihre Chats warten und gehen weiter, wenn Sie zurück sind, { $name }.
console-locked-go = Entsperren

console-skip = Zum Chat
console-nav = Orte
console-inbox = Eingang
console-settings = Einstellungen
console-palette = Befehle
console-keys = Tastatur
console-offline = Keine Verbindung. Listen können veraltet sein; was Sie schreiben, wird gesendet, sobald es geht.
console-close-panel = Schließen
console-cancel = Abbrechen
console-presence = Angemeldet als { $name }

## Konsole: Eingang
console-mine = Meine
console-waiting = Wartend
console-all = Alle
console-empty-mine = Sie haben keine Chats
console-empty-mine-what = Drücken Sie A auf einem wartenden Chat, um ihn zu übernehmen.
console-empty-waiting = Niemand wartet
console-empty-waiting-what = Ein Chat erscheint hier, sobald jemand schreibt.
console-empty-all = Gerade ist es ruhig
console-empty-all-what = Hier erscheinen die Chats Ihrer Warteschlangen.
console-row-waiting = wartet { $time }
console-row-mine = Ihrer
console-row-free = frei
console-row-with = bei { $name }
console-row-joined = dabei, bei { $name }
console-row-elsewhere = auf einem anderen Gerät
console-row-online = Kundschaft ist da
console-row-unread =
    { $count ->
        [one] ungelesen
       *[other] { $count } ungelesen
    }
console-row-gone = Nicht mehr für Sie sichtbar
console-state-opened = Nicht begonnen
console-state-waiting = Wartet
console-state-active = Läuft
console-state-frozen = Wird repariert
console-state-closed = Geschlossen
console-none-title = Kein Chat offen
console-none-what = Wählen Sie links einen aus, oder gehen Sie mit J die Liste hinab.

## Konsole: Chat
console-reply = Antwort an { $who }
console-write = An { $who } schreiben …
console-guide = Leitfaden senden
console-accept = Annehmen
console-accept-title = Diesen Chat übernehmen?
console-accept-what = Lesen können Sie ihn, sobald Sie annehmen. Ihr Name ist dann zu sehen.
console-transfer = Weitergeben
console-transfer-title = { $who } weitergeben
console-transfer-what = Die nächste Person liest, was folgt, und nichts davor. Nach der Übergabe lesen Sie nichts mehr.
console-transfer-find = Person oder Warteschlange
console-transfer-people = Personen
console-transfer-queues = Warteschlangen
console-transfer-person = { $open } von { $capacity } Chats
console-transfer-queue =
    { $count ->
        [0] niemand wartet
        [one] eine Person wartet
       *[other] { $count } warten
    }
console-transfer-none = Aus Ihren Teams kann es niemand übernehmen. Sie können den Chat in eine Warteschlange zurückgeben.
console-transfer-note = Notiz für die nächste Person (freiwillig)
console-transfer-note-what = Auch die Kundschaft liest sie.
console-transfer-go = Weitergeben
console-transfer-started = { $who } wird weitergegeben
console-handing-over = Sie geben diesen Chat weiter. Schreiben Sie eine letzte Notiz, dann übergeben Sie.
console-hand-over = Jetzt übergeben
console-close = Schließen
console-hold = Ruhen lassen
console-hold-end = Wieder aufnehmen
console-key-hold = Ruhen lassen oder wieder aufnehmen
console-row-hold = Ruht
console-hours = Zeiten
console-hours-open = Jetzt besetzt
console-hours-shut = Jetzt geschlossen
console-hours-opens = Geschlossen bis { $when }
console-close-title = { $who } schließen?
console-close-what = Der Chat endet für beide Seiten und wird von allen Geräten gelöscht.
console-close-yes = Chat schließen
console-closed = { $who } ist geschlossen und von diesem Bildschirm verschwunden
console-gone = { $who } gehört nicht mehr zu Ihnen und ist von diesem Bildschirm verschwunden.
console-more = Mehr
console-elsewhere-title = Auf einem anderen Gerät offen
console-elsewhere = Sie haben diesen Chat in einem anderen Browser übernommen. Nur dort sind seine Schlüssel. Machen Sie dort weiter, oder geben Sie ihn weiter.
console-taken-title = { $name } hat diesen Chat
console-taken = Nur wer darin ist, kann ihn lesen.
console-join = Diesem Chat beitreten
console-join-what = Sie lesen, was ab jetzt geschrieben wird, und nichts davor. Kundin oder Kunde und { $name } sehen, dass Sie da sind.
console-leave = Verlassen
console-opening = Öffnet …
console-leave-title = Diesen Entwurf verlassen?
console-leave-what = Ihr Entwurf an { $who } enthält { $what }. Er bleibt bei diesem Chat und geht nirgends sonst hin.
console-leave-stay = Bleiben
console-leave-go = Hier lassen
console-customer = Kundschaft
console-facts = Über diesen Chat
console-queue = Warteschlange
console-state = Stand
console-waiting-since = Wartet
console-assurance = Geprüft
console-assurance-none = Nicht geprüft
console-assurance-anonymous = Nicht geprüft
console-who = Wer das lesen kann
console-who-nobody = Noch ist niemand vom Kundendienst im Chat.
console-kept = Schließen löscht den Chat von allen Geräten.
console-details = Einzelheiten

## Konsole: was einen Entwurf aufhält
console-hold-never-ask = Das braucht hier niemand: { $what }. Echte Mitarbeitende fragen nie danach.
console-hold-not-in-purpose = Chats dieser Warteschlange brauchen das nicht: { $what }.
console-hold-messenger = Das verlegt den Chat in einen Messenger. Was dort gesagt wird, ist nicht geschützt.
console-hold-private-mail = Das verlegt den Chat zu einer Mailadresse, die nicht unsere ist. Was dort gesagt wird, ist nicht geschützt.
console-hold-private-phone = Das verlegt den Chat zu einer Telefonnummer, die nicht unsere ist. Was dort gesagt wird, ist nicht geschützt.
console-hold-official = Nennen dürfen Sie: { $channels }
console-hold-value = Diese Nummer oder Adresse gehört zu einem anderen Chat.
console-hold-name = Dieser Name gehört zu einem anderen Chat.
console-hold-words = Diese Worte wurden in einem anderen Chat geschrieben.
console-hold-paste = Das wurde aus einem anderen Chat kopiert.
console-hold-from = Gehört zu
console-hold-to = Sie schreiben an
console-hold-other = ein anderer Chat
console-hold-take-out = Herausnehmen
console-hold-move = Zu { $who } verschieben
console-hold-anyway = Trotzdem senden
console-hold-why = Warum darf es gesendet werden?
console-hold-reason-same-customer = Es ist derselbe Mensch
console-hold-reason-customer-asked = Dieser Mensch hat danach gefragt
console-hold-reason-not-private = Es ist nichts Privates
console-hold-kept = Ihr Grund bleibt im Protokoll, ohne die Worte.
console-hold-stop = Das kann nicht gesendet werden. Nehmen Sie es heraus oder verschieben Sie es.

## Konsole: Tastatur und Befehle
console-find-command = Befehl oder Name
console-no-command = Nichts passt. Versuchen Sie weniger Buchstaben.
console-command-inbox = Zum Eingang
console-command-settings = Zu den Einstellungen
console-screening = Prüfung
console-command-screening = Ausprobieren, was die Prüfung tut
console-command-keys = Tasten zeigen
console-command-theme = Hell und dunkel wechseln
console-command-open = { $who } öffnen
console-key-palette = Befehle
console-key-help = Diese Übersicht
console-key-next = Nächster Chat
console-key-previous = Voriger Chat
console-key-back = Zurück, schließen
console-key-send = Senden
console-key-line = Neue Zeile
console-key-then = dann
console-keys-title = Tastatur
console-keys-off = Einzelne Buchstaben sind ausgeschaltet. In den Einstellungen schalten Sie sie wieder ein.
console-self-test-title = Verbindung dieses Dienstes
console-self-test-what = In dem Augenblick von außen gemessen, in dem Sie fragen, und nicht aus der Konfiguration gelesen.
console-self-test-look = Jetzt nachsehen
console-self-test-running = Wird nachgesehen …
console-self-test-failed = Der Dienst hat nicht geantwortet; es ist nichts bekannt.
console-self-test-found = { $count ->
    [0] Alles ist, wie es sein soll.
    [one] Eines ist nicht, wie es sein soll.
   *[other] { $count } Dinge sind nicht, wie sie sein sollen.
  }
console-self-test-protocol = Protokoll, mit dem eingestellten Zertifikat
console-self-test-older-refused = Ältere Protokolle werden abgelehnt
console-self-test-plaintext-refused = Eine Verbindung ohne Verschlüsselung bekommt keine Antwort
console-self-test-key-exchange = Schlüsselaustausch, der auch Quantenrechnern standhält
console-self-test-hsts = Browser sollen nur verschlüsselt kommen (HSTS)
console-self-test-certificate = Das Zertifikat gilt länger als eine Woche
console-self-test-is-good = Ja
console-self-test-is-bad = Nein
console-self-test-is-not-applicable = Gilt auf diesem Rechner nicht
console-settings-title = Einstellungen
console-settings-keys = Tasten aus einem Buchstaben
console-settings-keys-what = A, T, E, J, K und G wirken außerhalb von Textfeldern. Schalten Sie sie bei Spracheingabe aus.
console-settings-theme = Aussehen
console-theme-system = Wie das System
console-theme-light = Hell
console-theme-dark = Dunkel
console-on = Ein
console-off = Aus
console-notify = In einem Chat ist etwas geschehen
console-error = Das ging nicht, und nichts wurde geändert. Versuchen Sie es noch einmal.
console-error-offline = Keine Verbindung. Nichts wurde geändert.
console-error-taken = Jemand war schneller und hat den Chat.
console-error-none-free = Diese Person kann gerade keine weiteren Chats übernehmen.
console-error-no-reveal = Dieser Chat bleibt zu: Wer ihn öffnet, lässt sich gerade nicht aufzeichnen. Laufende Chats gehen weiter. Sagen Sie Ihrer Verwaltung Bescheid.

## Verzeichnis
ledger-title = Verzeichnis
ledger-read-what = Wer was getan hat, wann und warum. Inhalte stehen nicht darin. Dass Sie es lesen, ist auch ein Eintrag.
ledger-place-ledger = Verzeichnis
ledger-place-record = Über mich
ledger-place-account = Ihr Konto
ledger-command-record = Zeigen, was im Verzeichnis über mich steht
ledger-heads = Signierte Stände und Zeugen
ledger-well = Signiert, und nichts spricht dagegen
ledger-trouble-no-key = Es gibt keinen Signaturschlüssel: nichts Vertrauliches wird gezeigt
ledger-trouble-other-name = Es wurde unter anderem Namen oder Schlüssel signiert: nichts Vertrauliches wird gezeigt
ledger-trouble-cut-back = Signierte Einträge fehlen: nichts Vertrauliches wird gezeigt
ledger-trouble-changed = Signierte Einträge wurden geändert: nichts Vertrauliches wird gezeigt
ledger-trouble-set-back = Ein Zeuge hat mehr Einträge gesehen, als es jetzt gibt
ledger-trouble-forked = Ein Zeuge hat andere Einträge gesehen als diese
ledger-trouble-other = Mit dem Verzeichnis stimmt etwas nicht
ledger-size = Einträge
ledger-signed-size = Signiert
ledger-last = Letzter Stand
ledger-picture = Wachstum des Verzeichnisses über die letzten { $count } Stände
ledger-witnessed = hat { $size } Einträge mitsigniert
ledger-unwitnessed = hat keinen davon mitsigniert
ledger-no-witness = Es gibt keinen Zeugen: nur ein Stand, den jemand anderes aufbewahrt, zeigt, was der Betreiber umschreibt.
ledger-act-factor-added = { $who } hat einen Passkey oder eine Authenticator-App hinzugefügt.
ledger-act-factor-removed = { $who } hat einen Passkey oder eine Authenticator-App entfernt.
ledger-act-recovery-codes-made = { $who } hat Wiederherstellungscodes gemacht.
ledger-act-recovery-code-used = { $who } hat einen Wiederherstellungscode benutzt.
ledger-act-password-changed = { $who } hat das eigene Passwort geändert.
ledger-act-new-browser = { $who } hat sich von einem neuen Browser angemeldet.
ledger-act-proven-anew = { $who } hat erneut gezeigt, wer da ist.
ledger-act-device-unlocked = { $who } hat ein Gerät entsperrt.
ledger-act-device-locked = Ein Gerät von { $who } wurde gesperrt.
ledger-act-review-begun = { $who } begann eine Prüfung der Rechte.
ledger-act-review-confirmed = { $who } bestätigte ein Recht von jemandem.
ledger-act-review-revoked = { $who } entzog jemandem ein Recht.
ledger-act-review-lapsed = Ein Recht verfiel: niemand bestätigte es rechtzeitig.
ledger-act-review-kept = Ein Recht, das niemand bestätigte, bleibt: niemand sonst könnte verwalten.
ledger-act-review-ended = Eine Prüfung der Rechte endete mit ihrem Bericht.
ledger-act-reviews-listed = { $who } sah Prüfungen der Rechte.
ledger-act-review-handed = Wer ein Recht prüfen sollte, meldet sich nicht mehr an; jemand anderes prüft es.
ledger-act-leaving-set = { $who } setzte, wann jemand geht.
ledger-act-link-made = { $who } hat einen Einmal-Link ausgegeben.
ledger-act-link-used = { $who } hat einen Einmal-Link benutzt.
ledger-act-access-reset = { $who } hat alle Zugänge zu einem Konto beendet.
ledger-act-account-made = Ein Konto wurde angelegt: { $who }.
ledger-act-identity-linked = Ein Konto wurde mit der Anmeldung der Organisation verbunden.
ledger-act-directory-changed = Das Personenverzeichnis der Organisation hat eine Person oder Gruppe geändert.
ledger-act-suspended = Eine Person wurde ausgesetzt.
ledger-act-resumed = Eine ausgesetzte Person darf wieder arbeiten.
ledger-act-directory-token-changed = { $who } hat ein Token des Personenverzeichnisses gemacht oder beendet.
ledger-kind = Art
ledger-kind-all = Alle
ledger-kind-opened = Geöffnet und beigetreten
ledger-kind-lists = Listen und Verzeichnis gelesen
ledger-kind-refused = Abgewiesen
ledger-kind-signed-in = An- und abgemeldet
ledger-kind-keys = Geräte und Schlüssel
ledger-kind-rules = Konten, Einstellungen, Regeln
ledger-kind-chats = Verlauf von Chats
ledger-kind-held = Aufgehaltene Entwürfe
ledger-kind-exceptions = Ausnahmen
ledger-kind-reviews = Prüfungen der Rechte, ruhende Konten
ledger-person = Person
ledger-person-all = Alle
ledger-chat = Chat (seine Kennung)
ledger-look = Suchen
ledger-clear = Leeren
ledger-more = Ältere Einträge
ledger-failed = Das konnte nicht geladen werden. Versuchen Sie es noch einmal.
ledger-too-many = Das ist mehr, als eine Erklärung fasst. Wählen Sie weniger Tage.
ledger-loading = Wird geladen
ledger-shown = { $count ->
    [one] { $count } Eintrag
   *[other] { $count } Einträge
}
ledger-none = So einen Eintrag gibt es nicht.
ledger-when = Wann
ledger-what = Wer was getan hat
ledger-about = Worum es ging
ledger-why = Warum
ledger-entry = Eintrag
ledger-open = noch nicht signiert
ledger-only-person = nur { $name }
ledger-act-intake-opened = { $who } hat eine Nachricht geöffnet, die gewartet hatte.
ledger-act-credential-issued = { $who } hat einen Schlüssel ausgestellt.
ledger-act-receipt-read = { $who } las, wer den Chat geöffnet hat.
ledger-act-conversation-opened = { $who } hat einen Chat begonnen.
ledger-act-denied = { $who } wollte etwas und wurde abgewiesen.
ledger-server = Der Server
ledger-issuer = Die Schlüsselausgabe
ledger-customer = Die Kundin oder der Kunde
ledger-thing-inbox = Liste der Chats
ledger-thing-colleagues = Liste der Kollegen
ledger-thing-ledger = Verzeichnis
ledger-thing-own-record = eigene Einträge
ledger-thing-queues = Warteschlangen
ledger-thing-glass = Ausnahmen
ledger-thing-reviews = Prüfungen der Rechte
ledger-thing-review-report = Bericht einer Prüfung der Rechte
ledger-thing-other = etwas anderes
ledger-own-title = Was im Verzeichnis über mich steht
ledger-own-what = Alles, was Sie geöffnet und getan haben und was Ihnen verwehrt wurde, und warum. Niemand kann sich dem entziehen, und niemand kann es nachträglich ändern.
ledger-from = Von
ledger-until = Bis einschließlich
ledger-state = Signierte Erklärung speichern
ledger-stated = { $count ->
    [one] Gespeichert: { $count } Eintrag, signiert und in diesem Browser bewiesen.
   *[other] Gespeichert: { $count } Einträge, signiert, jeder in diesem Browser bewiesen.
}

## Kennzeichen
## Spielwiese
try-title = Ausprobieren, was die Prüfung tut
try-what = Fügen Sie einen Text ein oder legen Sie eine Datei ab. Sie sehen, was gefunden würde, was damit geschähe und warum. Nichts verlässt diesen Browser.
try-text = Text
try-text-hint = Hier einfügen oder schreiben
try-speaker = Wer schreibt
try-speaker-customer = Kundschaft
try-speaker-agent = Support
try-queue = Warteschlange
try-queue-every = Regeln aller Warteschlangen
try-file = Datei wählen
try-drop = Text, PDF, Word, Excel, PowerPoint, OpenDocument, JPEG, PNG, WebP oder HEIC, bis 64 MB. Oder hier ablegen.
try-clear = Leeren
try-example = Beispiel zeigen
try-example-text = Hallo, ich bin Jane Doe. Meine Karte ist 4111 1111 1111 1111, der Code ist 123. Schreiben Sie an jane.doe@example.com.
try-empty-title = Noch nichts anzusehen
try-empty = Was Sie einfügen oder ablegen, wird hier erklärt.
try-busy = Wird gelesen …
try-failed-title = Die Spielwiese konnte nicht starten
try-failed = Ein Teil davon konnte nicht geladen werden. Nichts wurde gesendet. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
try-stopped = Diese Datei konnte nicht zu Ende gelesen werden. Nichts davon wurde behalten.
try-again = Noch einmal versuchen
try-nothing = Es wurde nichts Privates gefunden.
try-count =
    { $count ->
        [one] Eine private Angabe wurde gefunden.
       *[other] { $count } private Angaben wurden gefunden.
    }
try-hidden =
    { $count ->
        [0] Keine würde verborgen.
        [one] Eine würde verborgen.
       *[other] { $count } würden verborgen.
    }
try-written = Was geschrieben wurde
try-sent = Was die andere Seite bekommt
try-cut = Nur der Anfang wird gezeigt. Gelesen wurde alles.
try-found = Was gefunden wurde
try-kind = Art
try-value = Wo
try-band = Wie sicher
try-why = Warum
try-action = Was geschieht
try-band-certain = sicher
try-band-likely = wahrscheinlich
try-band-hint = Hinweis
try-action-allow = unverändert gesendet
try-action-warn = mit Hinweis gesendet
try-action-mask = verborgen
try-action-seal = verborgen
try-action-block = herausgenommen
try-anyway = Wer schreibt, darf es unverändert senden.
try-not-anyway = Wer schreibt, kann es nicht unverändert senden.
try-rules = Nach Warteschlange und Richtung
try-rules-what = Derselbe Text unter den Regeln jeder Warteschlange.
try-beside =
    { $count ->
        [one] Eine Stelle war nahe daran
       *[other] { $count } Stellen waren nahe daran
    }
try-beside-what = Diese sahen zuerst nach etwas Privatem aus und blieben unberührt.
try-held = Was den Entwurf aufhalten würde
try-hold-nudge = Es darf nach dem Hinweis gesendet werden.
try-hold-reason = Es darf mit einem Grund gesendet werden, der aufbewahrt wird.
try-hold-stop = Es muss geändert werden.
try-file-format = { $format }, { $size }
try-location = Dieses Bild verrät, wo es aufgenommen wurde: { $place }
try-location-in = { $part } verrät, wo es aufgenommen wurde: { $place }
try-no-location = Dieses Bild verrät keinen Ort.
try-strip = Kopie ohne sie speichern
try-strip-what = Die Kopie hält das Bild, seine Farben und welche Seite oben ist. Keinen Ort, keine Kamera, keine Namen, keine Notizen.
try-strip-none = Dieses Format kann hier nicht geschrieben werden. Speichern Sie das Bild zuerst als JPEG oder PNG.
try-stripped = Die Kopie wurde gespeichert. Sie wurde noch einmal gelesen und verrät keinen Ort und keinen Text.
try-strip-failed = Die Kopie ließ sich nicht säubern, also wurde sie nicht gespeichert.
try-unread = Was nicht gelesen wurde
try-unread-large = größer, als gelesen wird
try-unread-unpacked = entpackt sich zu mehr, als gelesen wird
try-unread-parts = hat mehr Teile, als gelesen werden
try-unread-locked = mit einem Passwort verschlossen
try-unread-damaged = beschädigt, oder nicht, wonach es aussieht
try-unread-picture = ein Bild; sein Text wird nicht gelesen
try-unread-embedded = eine Datei in der Datei
try-unread-unknown = ein Format, das nicht gelesen wird
try-unread-file = Die Datei
try-reason-check = Eine Prüfziffer oder eine ebenso strenge Regel stimmt.
try-reason-context = Worte daneben nennen es.
try-reason-shape = Es hat eine Form, die kaum etwas anderes hat.
try-reason-prefix = Es beginnt wie solche Schlüssel.
try-reason-tagger = Die Worte sehen nach Namen oder Anschrift aus.
try-reason-asked = Die andere Seite hatte danach gefragt.
try-reason-quasi = Name, Geburtsdatum und Ort zusammen zeigen auf eine Person.
try-reason-company = Es steht im Wörterbuch der Firma.
try-reason-other = Seine Form und die Worte daneben.
try-fact-valid = erfüllt die Regel seiner Art
try-fact-broken = Prüfziffer falsch
try-fact-strong = eigene Form
try-fact-weak = häufige Form
try-fact-near = direkt daneben genannt
try-fact-mid = in der Nähe genannt
try-fact-far = im Text genannt
try-fact-against = sieht nach Bestellung oder Betrag aus
try-fact-against_mid = Bestellung oder Betrag in der Nähe
try-fact-rival = eine andere Art ist näher
try-fact-expected = danach wurde gefragt
try-fact-grouped = üblich gruppiert
try-fact-alone = die ganze Nachricht
try-fact-cut = Ziffern gehen daneben weiter
try-fact-spelled = in Worten geschrieben
try-fact-split = über mehrere Nachrichten
try-fact-money = neben einem Währungszeichen
try-fact-glued = an andere Buchstaben geklebt
try-fact-url = in einer Webadresse
try-fact-planned = im Nummernplan
try-fact-date = liest sich auch als Datum
try-fact-own = „mein“ davor

colour-amber = Bernstein
colour-blue = Blau
colour-coral = Koralle
colour-green = Grün
colour-indigo = Indigo
colour-olive = Oliv
colour-rose = Rosa
colour-teal = Petrol
animal-badger = Dachs
animal-beaver = Biber
animal-bison = Bison
animal-crane = Kranich
animal-deer = Hirsch
animal-dolphin = Delfin
animal-eagle = Adler
animal-falcon = Falke
animal-finch = Fink
animal-fox = Fuchs
animal-gecko = Gecko
animal-hare = Hase
animal-hedgehog = Igel
animal-heron = Reiher
animal-ibis = Ibis
animal-jay = Häher
animal-koala = Koala
animal-lark = Lerche
animal-lynx = Luchs
animal-marten = Marder
animal-mole = Maulwurf
animal-otter = Otter
animal-owl = Eule
animal-panda = Panda
animal-puffin = Papageitaucher
animal-raven = Rabe
animal-robin = Rotkehlchen
animal-seal = Seehund
animal-stork = Storch
animal-swan = Schwan
animal-turtle = Schildkröte
animal-wren = Zaunkönig

ledger-place-permissions = Rechte
ledger-place-people = Personen und Rollen
people-reset = Zurücksetzen
people-reset-label = Zugänge von { $name } zurücksetzen
people-reset-title = Zugänge von { $name } zurücksetzen?
people-reset-what = Passwort, Passkeys, Apps, Wiederherstellungscodes, Anmeldungen und Geräte dieser Person enden sofort. Ihre offenen Chats gehen an Kollegen oder zurück in die Warteschlange. Sie erfährt, dass Sie es waren.
people-reset-check = Vergewissern Sie sich zuerst, dass sie selbst darum bittet: von Angesicht zu Angesicht oder über eine Nummer, die Sie schon kannten.
people-reset-go = Alles beenden und Link machen
people-reset-done = Übergeben Sie diesen Link selbst, nicht in einem Chat oder einer Mail, die andere lesen. Er gilt einmal, bis { $when }, und wird nur jetzt gezeigt.
people-reset-organisation = Alles ist beendet. Die Person meldet sich über Ihre Organisation an und fügt einen zweiten Nachweis hinzu.
people-reset-self = Niemand setzt sich selbst zurück. Ein anderer Administrator kann es.
people-link-copy = Link kopieren
people-directory = Personenverzeichnis
people-directory-what = Mit einem Token, das Sie hier machen, führt das Personenverzeichnis Ihrer Organisation Konten (SCIM): Es legt Personen an, ordnet sie Gruppen zu und setzt sie aus. Es ändert kein Konto, das es nicht angelegt hat.
people-directory-address = Adresse für das Verzeichnis
people-directory-label = Wie es heißen soll
people-directory-make = Token machen
people-directory-made = Kopieren Sie dieses Token jetzt in Ihr Verzeichnis. Es wird nur dieses eine Mal gezeigt.
people-directory-used = Zuletzt benutzt { $when }
people-directory-unused = Nie benutzt
people-directory-end = Beenden
people-directory-end-label = Das Token { $name } beenden
people-directory-ended = Dieses Token öffnet nichts mehr.
people-directory-show = Token zeigen
people-directory-many = Es gibt genug Token. Beenden Sie erst eines.
people-token-copy = Token kopieren
may-title = Rechte
may-what = Wer was darf, entscheiden Regeln. Diese Seite spricht von Rollen und Beziehungen, von niemandem im Besonderen.
may-failed = Der Dienst hat nicht geantwortet. Versuchen Sie es noch einmal.
may-ask = Dürfen sie das?
may-ask-now = Fragen
may-who = Wer
may-act = Handlung
may-for = Zweck
may-if = Was zutrifft
may-grid = Alle Entscheidungen
may-grid-what = { $count ->
    [one] So entscheidet jetzt { $count } geltende Regel.
   *[other] So entscheiden jetzt die { $count } geltenden Regeln.
  }
may-yes = darf
may-no = darf nicht
may-own = { $count ->
    [0] Eigene Regeln
    [one] { $count } eigene Regel
   *[other] { $count } eigene Regeln
  }
may-own-none = Hier gibt es keine: Es gelten die Regeln des Programms.
may-allowed = Sie dürfen
may-why-no-policy = Sie dürfen nicht: keine Regel erlaubt es
may-why-forbidden = Sie dürfen nicht: eine Regel verbietet es
may-why-purpose = Sie dürfen nicht: der Zweck passt nicht zur Handlung
may-why-failed = Sie dürfen nicht: eine Regel ließ sich nicht auswerten
may-by = Entschieden von
may-near = Erlauben würde es
may-missing = Was fehlt:
may-word = { $what }
may-who-customer = Kundin oder Kunde
may-who-agent = Agent
may-who-supervisor = Teamleitung
may-who-officer = Datenschutz
may-who-administrator = Verwaltung
may-who-issuer = Ausstellender Prozess
may-if-own = gehört ihnen
may-if-assigned = zugewiesen
may-if-member = Gerät im Chat
may-if-serves-queue = bedient die Warteschlange
may-if-waiting = er wartet
may-if-closed = er ist geschlossen
may-if-opened = eine zweite Person hat zugestimmt
may-if-other-person = jemand anderes hat gefragt
may-if-other-device = in einem anderen Browser
may-if-uninvolved = unbeteiligt
may-if-reviewer = ihnen zur Prüfung gegeben
may-for-answer-chat = um den Chat zu beantworten
may-for-triage-queue = um den nächsten zu wählen
may-for-supervise = um das Team zu begleiten
may-for-break-glass = ausnahmsweise
may-for-administer = um die Anlage zu betreiben
may-for-own-conversation = eigener Chat
may-act-open-own-socket = Eigenen Chat öffnen
may-act-post-own = Im eigenen Chat schreiben
may-act-close-own = Eigenen Chat schließen
may-act-read-own-receipt = Lesen, wer den Chat geöffnet hat
may-act-see-inbox-row = Sehen, dass ein Chat da ist
may-act-accept-conversation = Chat annehmen
may-act-open-conversation = Chat öffnen
may-act-post-to-conversation = In einem Chat schreiben
may-act-open-intake = Öffnen, was gewartet hat
may-act-transfer-conversation = Chat übergeben
may-act-join-conversation = Einem Chat sichtbar beitreten
may-act-leave-conversation = Beigetretenen Chat verlassen
may-act-ask-to-join = Bitten, ausnahmsweise in einen Chat zu kommen
may-act-ask-to-look = Ausnahmsweise fragen, was bekannt ist
may-act-answer-glass = Einer Ausnahme zustimmen
may-act-see-glass = Eine Ausnahme sehen
may-act-read-metadata = Sehen, was über einen Chat bekannt ist
may-act-end-glass = Eine Ausnahme beenden
may-act-review-glass = Eine Ausnahme prüfen
may-act-close-conversation = Chat schließen
may-act-register-device = Gerät anmelden
may-act-unlock-device = Gerät entsperren
may-act-revoke-device = Gerät sperren
may-act-close-account = Konto schließen
may-act-reset-access = Jemanden neu anfangen lassen
may-act-list-colleagues = Kollegen und Warteschlangen sehen
may-act-read-own-record = Eigenen Nachweis lesen
may-act-read-ledger = Protokoll lesen
may-act-see-permissions = Rechte sehen
may-act-see-reviews = Alle Prüfungen der Rechte sehen
may-act-run-reviews = Prüfungen der Rechte beginnen
may-act-review-access = Ein Recht bestätigen oder entziehen
may-act-revive-account = Konten wiederbeleben und sagen, wer geht
may-act-hold-conversation = Einen Chat ruhen lassen
may-act-see-device = Das eigene Gerät sehen
may-act-list-people = Sehen, wer wo arbeitet
may-act-change-role = Die Rolle einer Person ändern
may-act-change-teams = Die Teams einer Person ändern
may-act-change-skills = Die Fähigkeiten einer Person ändern
may-act-change-capacity = Die Chats zugleich einer Person ändern
may-act-record-training = Eine Schulung eintragen
may-act-end-training = Eine Schulung zurücknehmen
may-act-compose-role = Eine Rolle zusammenstellen
may-act-drop-role = Eine Rolle streichen
may-act-administer = Anlage betreiben
may-act-list-issuer-requests = Sehen, was auf Ausstellung wartet
may-act-answer-issuer-requests = Ausweise ausstellen

## Zu viel fragen
conduct-place = Wie wir fragen
conduct-command = Zeigen, wie oft nach mehr gefragt wurde als nötig
ledger-place-conduct = Wie gefragt wird
conduct-title = Zu viel gefragt
conduct-own-title = Wie oft ich zu viel gefragt habe
conduct-what = Entwürfe, die nach etwas fragten, wofür die Warteschlange keinen Zweck hat oder wonach niemand fragen darf. Wer sie schrieb, wurde vor dem Senden gewarnt. Gezählt werden die Art und was aus dem Entwurf wurde: kein Chat, kein Kunde, kein Text. Dass Sie nachsehen, steht im Verzeichnis.
conduct-window = Zeitraum
conduct-days = { $count ->
    [one] der letzte Tag
   *[other] die letzten { $count } Tage
}
conduct-none = In diesen Tagen hat niemand einen Chat beantwortet.
conduct-answered = Beantwortete Chats
conduct-asked = Gewarnt je 100 Chats
conduct-sent = Trotzdem gesendet je 100
conduct-few = Weniger als { $count } Chats: keine Rate
conduct-kinds = Wonach gefragt wurde
conduct-kind = Art
conduct-asked-times = Gewarnt
conduct-sent-times = Trotzdem gesendet
conduct-rest = anderes, selten gefragt
ledger-act-conduct-read = { $who } hat nachgesehen, wie oft zu viel gefragt wird.
ledger-thing-conduct = wie gefragt wird
ledger-thing-own-conduct = eigenes Fragen

## Gespeicherte Antworten
replies-title = Gespeicherte Antworten
replies-command = Gespeicherte Antworten: lesen, schreiben, ändern
replies-command-insert = Einfügen: { $name }
replies-insert = Gespeicherte Antwort
replies-what = Texte, die immer wieder gesendet werden: Ihre eigenen und die Ihrer Warteschlangen. Tippen Sie im Chat / und ein paar Buchstaben, um einen einzufügen. Er steht im Feld, als hätten Sie ihn getippt, und wird vor dem Senden noch einmal geprüft.
replies-none = Es gibt noch keine.
replies-own = nur für mich
replies-new = Neue Antwort
replies-changing = Antwort ändern
replies-change = „{ $name }“ ändern
replies-drop = „{ $name }“ löschen
replies-drop-what = Niemand kann sie mehr einfügen. Was gesendet wurde, bleibt, wie es ist.
replies-drop-yes = Löschen
replies-name = Name
replies-shortcut = Was hinter / getippt wird
replies-shortcut-what = Kleinbuchstaben, Ziffern und -
replies-where = Für
replies-text = Text
replies-placeholders = Aus { $who } wird der Name, den der Kunde angab, aus { $name } Ihrer, aus { $place } der der Warteschlange. Was nicht bekannt ist, bleibt stehen und wird von Ihnen ausgefüllt.
replies-save = Speichern
replies-refused = Sie wurde nicht gespeichert. Eine Antwort geht an viele Kunden: Nichts darin darf vertraulich sein.
replies-fault-value = „{ $what }“ sieht aus wie { $kind }.
replies-fault-other = „{ $what }“: { $kind }
replies-taken = Es gibt schon eine mit diesem Kürzel, oder es sind zu viele.
replies-found = { $count ->
    [one] Eine Antwort: { $name }
   *[other] { $count } Antworten; gewählt ist: { $name }
}
replies-none-found = Keine gespeicherte Antwort beginnt so.
ledger-act-reply-kept = { $who } hat eine Antwort gespeichert.
ledger-act-reply-dropped = { $who } hat eine gespeicherte Antwort gelöscht.

## Wer wo arbeitet
people-title = Wer wo arbeitet
people-what = Rollen, Teams, Fähigkeiten und Schulungen. Eine Änderung zählt sofort, auch auf offenen Bildschirmen.
people-failed = Der Dienst hat nicht geantwortet. Versuchen Sie es noch einmal.
people-find = Eine Person finden
people-none = So heißt niemand.
people-role = Rolle
people-teams = Teams
people-teams-none = kein Team
people-skills = Fähigkeiten
people-skills-what = Chats, die danach fragen, gehen zuerst an sie.
people-skills-none = keine Fähigkeit
people-skills-unasked = Keine Warteschlange fragt nach einer Fähigkeit.
people-capacity = Chats zugleich
people-capacity-count = { $count ->
    [one] { $count } Chat zugleich
   *[other] { $count } Chats zugleich
  }
people-closed = Geschlossen
people-rests = Ruht
people-you = Sie
people-change = Ändern
people-change-title = Was { $name } tut
people-change-role = Eine andere Rolle meldet { $name } ab und nimmt sie oder ihn aus jedem Chat.
people-save = Speichern
people-saved = { $name } arbeitet jetzt so.
people-trainings = Schulungen
people-trainings-title = Schulungen von { $name }
people-trainings-none = Keine Schulung ist eingetragen.
people-training-until = zählt bis { $when }
people-training-over = lief ab { $when }
people-training-name = Name der Schulung
people-training-name-what = Kleinbuchstaben, Ziffern und Bindestriche, etwa refunds.
people-training-day = Zählt bis
people-training-add = Eintragen
people-training-end = Zurücknehmen
people-queues = Warteschlangen
people-queue-teams = bedient von { $teams }
people-queue-skills = fragt nach { $skills }
people-queue-always = immer besetzt
people-roles = Rollen dieser Installation
people-roles-what = Wer eine davon hat, darf deren Handlungen und sonst nichts. Die Regeln des Programms gelten weiter.
people-roles-none = Noch keine. Personen haben die Rollen des Programms.
people-role-holders = { $count ->
    [0] niemand hat sie
    [one] eine Person hat sie
   *[other] { $count } Personen haben sie
  }
people-role-base = aufbauend auf { $base }
people-role-acts = { $count ->
    [one] { $count } Handlung
   *[other] { $count } Handlungen
  }
people-role-compose = Eine Rolle zusammenstellen
people-role-title = Rolle { $name }
people-role-new = Eine neue Rolle
people-role-name = Name
people-role-name-what = Kleinbuchstaben, Ziffern und Bindestriche, etwa trainee.
people-role-base-label = Aufbauend auf
people-role-base-what = Was ihre Inhaber gegenüber Kunden sind. Lässt sich nicht ändern, solange jemand die Rolle hat.
people-role-about-conversation = Chats
people-role-about-device = Geräte
people-role-about-queue = Warteschlangen
people-role-about-tenant = Die Installation
people-role-drop = Streichen
people-error-malformed = Das geht nicht: Der Name ist vergeben oder hat andere Buchstaben, oder wer auf dieser Rolle aufbaut, darf eine der Handlungen nie.
people-error-conflict = Jemand hat diese Rolle, oder sie wurde inzwischen geändert. Sehen Sie noch einmal nach.
people-error-other = Das hat nicht geklappt. Nichts wurde geändert.
## Opening something outside one's need
ledger-place-glass = Ausnahmen
glass-command = Um eine Ausnahme bitten
glass-title = Ausnahmen
glass-what = Manchmal muss jemand öffnen, was nicht für ihn bestimmt ist. Dann stimmen zwei zu, es endet von selbst, und eine dritte Person sieht es sich danach an. Jeder Schritt steht im Protokoll.
glass-failed = Die Liste konnte nicht geladen werden. Versuchen Sie es noch einmal.
glass-none = Um keine Ausnahme wurde gebeten
glass-none-what = An den meisten Tagen braucht niemand eine.
glass-ask = Um eine Ausnahme bitten
glass-send = Eine zweite Person bitten
glass-chat = Welcher Chat
glass-chat-hint = Sein Code, etwa 7F3K, mit Farbe und Tier, wenn Sie sie kennen; oder seine Kennung
glass-kind = Was brauchen Sie
glass-kind-join = In den Chat kommen
glass-kind-join-what = Alle darin sehen Sie. Sie lesen, was folgt, nie, was vorher gesagt wurde.
glass-kind-look = Sehen, was über ihn bekannt ist
glass-kind-look-what = Warteschlange, wer geantwortet hat, wann, Übergaben. Keine Nachrichten.
glass-reason = Warum
glass-reason-hint = Andere lesen das, und es wird aufbewahrt. Keine Namen von Kunden, Nummern oder Adressen.
glass-time = Für wie lange
glass-minutes = { $count ->
    [one] { $count } Minute
   *[other] { $count } Minuten
}
glass-then-second = Jemand aus Teamleitung, Datenschutz oder Verwaltung muss zustimmen, an einem anderen Gerät.
glass-then-seen = Der Kunde sieht Sie sofort im Chat.
glass-then-receipt = Die Liste des Kunden, wer was geöffnet hat, nennt es.
glass-then-later = Die Liste des Kunden, wer was geöffnet hat, nennt es nach der Prüfung.
glass-then-review = Der Datenschutz prüft es innerhalb von { $hours } Stunden.
glass-words-more = { $count ->
    [one] Noch { $count } Zeichen nötig
   *[other] Noch { $count } Zeichen nötig
}
glass-words-left = { $count ->
    [one] Noch { $count } Zeichen
   *[other] Noch { $count } Zeichen
}
glass-group-waiting = Warten auf eine zweite Person
glass-group-running = Laufen jetzt
glass-group-reviews = Zu prüfen
glass-group-before = Früher
glass-own-send = Sie möchten im Chat { $chat } einen zurückgehaltenen Wert senden
glass-other-send = { $who } möchte im Chat { $chat } einen zurückgehaltenen Wert senden
glass-held = Gesendet werden soll: { $kinds }
glass-send-held = Das geht erst hinaus, wenn eine zweite Person zustimmt: { $what }.
glass-send-waits = Eine zweite Person wurde gefragt, ob es hinaus darf: { $what }. Ihr Entwurf bleibt hier stehen.
glass-send-ask = Eine zweite Person fragen
glass-send-what = Sie erfährt den Chat, Ihren Grund und dass es um das hier geht: { $what }. Nie, was Sie geschrieben haben. Stimmt sie zu, können Sie es in diesem Chat { $minutes } Minuten lang senden.
glass-send-asked = Eine zweite Person wurde gefragt.
glass-own-join = Sie möchten in den Chat { $chat }
glass-own-look = Sie möchten wissen, was über { $chat } bekannt ist
glass-other-join = { $who } möchte in den Chat { $chat }
glass-other-look = { $who } möchte wissen, was über { $chat } bekannt ist
glass-when = gefragt { $when }, für { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
glass-agreed-by = { $who } hat zugestimmt
glass-declined-by = { $who } hat abgelehnt
glass-reviewed-by = geprüft von { $who }
glass-review-by = Prüfung fällig { $when }
review-by-ended = begonnen von { $who }, beendet { $when }
glass-left = Verbleibende Zeit
glass-left-time = noch { $time }
glass-same-browser = Darum wurde in genau diesem Browser gebeten. Stimmen Sie an einem eigenen Gerät zu.
glass-wait = Nichts öffnet sich, bevor jemand anderes zustimmt. Die Bitte verfällt { $when }.
glass-agree = { $minutes ->
    [one] { $minutes } Minute zustimmen
   *[other] { $minutes } Minuten zustimmen
}
glass-not-agree = Ablehnen
glass-open-join = In den Chat gehen
glass-open-look = Sehen, was bekannt ist
glass-end = Jetzt beenden
glass-review = Prüfen
glass-finding = Was haben Sie festgestellt
glass-finding-hint = Ein oder zwei Sätze. Keine Namen von Kunden, Nummern oder Adressen.
glass-justified = Gerechtfertigt
glass-unjustified = Nicht gerechtfertigt
glass-state-asked = wartet
glass-state-declined = abgelehnt
glass-state-lapsed = niemand hat geantwortet
glass-state-open = offen
glass-state-ended = Prüfung fällig
glass-state-late = Prüfung überfällig
glass-state-justified = gerechtfertigt
glass-state-unjustified = nicht gerechtfertigt
glass-asked-said = Gefragt. Sie hören es, wenn jemand geantwortet hat.
glass-agreed = Zugestimmt. Es endet von selbst.
glass-not-agreed = Abgelehnt. Nichts wurde geöffnet.
glass-ended-said = Beendet. Nichts öffnet sich mehr.
glass-reviewed-said = Die Prüfung ist festgehalten.
glass-error-conflict = Es ist nicht mehr so, wie es hier steht. Die Liste wurde neu geladen.
glass-error-twice = Darum haben Sie schon gebeten.
glass-error-chat = In keinen solchen Chat kann man gehen oder sehen. Prüfen Sie den Code.
glass-error-confidential = In diesen Worten steht eine Nummer, eine Adresse oder ein Passwort. Nehmen Sie sie heraus.
glass-error-capacity = Sie haben so viele Chats, wie Sie haben können. Beenden Sie zuerst einen.
glass-notice-answer = { $count ->
    [one] { $count } Ausnahme wartet auf Ihr Ja oder Nein.
   *[other] { $count } Ausnahmen warten auf Ihr Ja oder Nein.
}
glass-notice-open = { $count ->
    [one] { $count } Ausnahme läuft gerade.
   *[other] { $count } Ausnahmen laufen gerade.
}
glass-notice-review = { $count ->
    [one] { $count } Ausnahme ist zu prüfen.
   *[other] { $count } Ausnahmen sind zu prüfen.
}
glass-notice-late = { $count ->
    [one] { $count } Prüfung ist überfällig.
   *[other] { $count } Prüfungen sind überfällig.
}
glass-notice-look = Ansehen
glass-facts = Was bekannt ist
glass-fact-site = Laden
glass-fact-queue = Warteschlange
glass-fact-state = Stand
glass-fact-agent = Beantwortet von
glass-fact-opened = Geöffnet
glass-fact-waiting = Wartet seit
glass-fact-last = Letzter Eintrag
glass-fact-closed = Geschlossen
glass-fact-entries = Einträge
glass-fact-id = Kennung
glass-chat-opened = geöffnet, noch nichts geschrieben
glass-chat-waiting = wartet
glass-chat-active = läuft
glass-chat-closed = geschlossen
glass-chat-other = anderes
glass-people = Wer darin war
glass-out = draußen
glass-acts = Was das Protokoll darüber hat

## Access reviews
ledger-place-reviews = Prüfungen der Rechte
review-command = Prüfen, wer welche Rechte hat
review-title = Prüfungen der Zugriffsrechte
review-what = Bis zu einem Tag sieht jemand anderes an, was jede Person darf: Rolle, Teams mit ihren Warteschlangen, Schulungen. Was niemand bestätigt, wird entzogen. Jede Antwort steht im Verzeichnis.
review-failed = Die Prüfungen konnten nicht geladen werden. Versuchen Sie es noch einmal.
review-none = Nichts zu prüfen
review-none-what = Sie hören hier davon, wenn eine Prüfung auf Sie wartet.
review-begin = Eine Prüfung beginnen
review-begun = Die Prüfung hat begonnen. Wer prüft, sieht sie jetzt.
review-name = Name
review-name-hint = Etwa: Herbst 2026
review-day = Fällig am Ende des
review-leads = Teamleitungen prüfen die Kundenbetreuung ihrer Teams
review-reviewer = Wer alle anderen prüft
review-reviewer-me = Ich
review-single = Für einzelne Personen wählen
review-single-label = Wer { $who } prüft
review-single-rule = Wie oben gesagt
review-then = Niemand prüft sich selbst. Was bis zu dem Tag niemand beantwortet, wird entzogen: Teams werden verlassen, Konten ruhen, bis die Verwaltung sie wiederbelebt.
review-begin-go = { $count ->
    [one] Für { $count } Person beginnen
   *[other] Für { $count } Personen beginnen
}
review-mine = { $count ->
    [0] Alles beantwortet
    [one] { $count } Recht wartet auf Sie
   *[other] { $count } Rechte warten auf Sie
}
review-mine-what = Was Sie entziehen, ist sofort weg, auch auf offenen Bildschirmen. Ohne Rolle ruht ein Konto.
review-mine-keys = Pfeile gehen weiter, Y behält, N entzieht.
review-right-role = Rolle: { $what }
review-right-own-role = Eigene Rolle: { $what }
review-right-team = Team: { $what }
review-right-training = Schulung: { $what }
review-training-what = Regeln können nach ihr fragen
review-queues = bedient { $what }
review-queues-none = bedient keine Warteschlange
review-skills = Kenntnisse: { $what }
review-due = Fällig { $when }.
review-keep = Behalten
review-take = Entziehen
review-keep-label = Behalten: { $who }, { $what }
review-take-label = Entziehen: { $who }, { $what }
review-decision-open = offen
review-decision-confirmed = behalten
review-decision-revoked = entzogen
review-decision-lapsed = verfallen, entzogen
review-decision-kept = bleibt: niemand sonst könnte verwalten
review-all = Alle Prüfungen
review-runs = läuft
review-ended = beendet
review-by = begonnen von { $who }, fällig { $when }
review-progress = Beantwortet
review-count = { $number } von { $count }
review-outcome = { $number } behalten, { $open } entzogen, { $count } verfallen
review-kept = { $count ->
    [one] { $count } bleibt
   *[other] { $count } bleiben
}, weil niemand sonst verwalten könnte
review-save = Bericht holen
review-file-html = Seite
review-file-pdf = PDF
review-file-note = Signatur
review-files = Bewahren Sie die Signatur neben der Datei auf, unter demselben Namen.
review-about-me = Was über Sie entschieden wurde
review-accounts = Ruhende Konten
review-accounts-what = Ein Konto, das { $days } Tage niemand benutzt, ruht von selbst, ebenso das von jemandem, der geht. Niemand meldet sich daran an, bis es wiederbelebt wird; seine Geräte bitten neu um einen Schlüssel.
review-accounts-never = Konten, die niemand benutzt, bleiben hier offen: Die Konfiguration sagt es so. Das von jemandem, der geht, ruht ab dem gesetzten Tag.
review-accounts-none = Kein Konto ruht.
review-why-dormant = nicht benutzt
review-why-left = gegangen
review-why-review = in einer Prüfung entzogen
review-since = seit { $when }
review-revive = Wiederbeleben
review-revive-label = Konto von { $who } wiederbeleben
review-revived = Das Konto ist wiederbelebt.
review-leaves = geht { $when }
review-stays = Bleibt
review-stays-label = { $who } bleibt
review-leaver = Jemand geht
review-last-day = Letzter Tag
review-set = Setzen
review-leaving-said = Gesetzt.
review-error-conflict = Das geht nicht: Es wurde schon beantwortet, oder niemand sonst könnte verwalten.
review-error-directory = Das Verzeichnis der Organisation lässt die Person nicht arbeiten. Erst muss es dort anders stehen.
review-error-day = Der Tag muss in den nächsten 90 Tagen liegen.
review-error-nobody = Für jemanden gibt es niemanden, der prüfen könnte. Es braucht zwei Personen: Nennen Sie eine weitere.
review-notice = { $count ->
    [one] { $count } Recht wartet auf Ihre Prüfung.
   *[other] { $count } Rechte warten auf Ihre Prüfung.
}
review-notice-taken = Eine Prüfung hat Ihnen ein Recht entzogen.
