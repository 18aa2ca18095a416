# The safety guide in Afrikaans. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Hoe om hier veilig te bly
guide-back = Terug
guide-language = Taal
guide-about-send = Iets in jou boodskap lyk privaat. Lees eers hier voordat jy dit stuur.
guide-about-agent = Vra iemand iets van jou? Vergelyk dit eers hiermee.
guide-about-done = Hierdie klets is verby en van hierdie toestel afgevee. Doen volgende keer dieselfde.
guide-send-title = Wat om nie te stuur nie
guide-send = Kaartsekuriteitskodes, wagwoorde, eenmalige kodes, foto’s van identiteitsdokumente. Ons versteek wat ons herken, maar niks herken alles nie.
guide-agent-title = Hoe ’n regte agent optree
guide-agent = Hulle vra nooit vir ’n wagwoord, ’n PIN of die kode op ’n kaart nie. Hulle jaag jou nooit aan nie en vra jou nooit om in ’n ander toep verder te gesels nie.
guide-wrong-title = As iets verkeerd voel
guide-wrong = Sluit die klets. Bel die winkel by die nommer wat jy ken, en sê vir hulle.
guide-done-title = Wanneer jy klaar is
guide-done = Sluit die klets, veral op ’n gedeelde rekenaar. So word dit van hierdie toestel afgevee.
