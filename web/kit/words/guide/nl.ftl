# The safety guide in Dutch. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Zo blijft u hier veilig
guide-back = Terug
guide-language = Taal
guide-about-send = Iets in uw bericht lijkt privé. Lees dit voordat u het verstuurt.
guide-about-agent = Vraagt iemand u om iets? Vergelijk het eerst hiermee.
guide-about-done = Deze chat is voorbij en van dit apparaat gewist. Doe de volgende keer hetzelfde.
guide-send-title = Wat u beter niet stuurt
guide-send = Beveiligingscodes van kaarten, wachtwoorden, eenmalige codes, foto’s van identiteitsbewijzen. Wij verbergen wat we herkennen, maar niets herkent alles.
guide-agent-title = Zo gedraagt een echte medewerker zich
guide-agent = Die vraagt nooit om een wachtwoord, een pincode of de code op een kaart. Die jaagt u nooit op en vraagt u nooit om in een andere app verder te gaan.
guide-wrong-title = Als iets niet goed voelt
guide-wrong = Sluit de chat. Bel de winkel op het nummer dat u kent en vertel het.
guide-done-title = Als u klaar bent
guide-done = Sluit de chat, vooral op een gedeelde computer. Daarmee wordt hij van dit apparaat gewist.
