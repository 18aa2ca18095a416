# The safety guide in French. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Comment rester en sécurité ici
guide-back = Retour
guide-language = Langue
guide-about-send = Quelque chose dans votre message semble privé. Lisez ceci avant de l’envoyer.
guide-about-agent = On vous demande quelque chose ? Comparez d’abord avec ceci.
guide-about-done = Ce chat est terminé et effacé de cet appareil. Faites de même la prochaine fois.
guide-send-title = Ce qu’il ne faut pas envoyer
guide-send = Codes de sécurité de carte, mots de passe, codes à usage unique, photos de pièces d’identité. Nous masquons ce que nous reconnaissons, mais rien ne reconnaît tout.
guide-agent-title = Comment se comporte un vrai conseiller
guide-agent = Il ne demande jamais un mot de passe, un code PIN ou le code de sécurité d’une carte. Il ne vous presse jamais et ne vous demande jamais de continuer dans une autre application.
guide-wrong-title = Si quelque chose vous semble anormal
guide-wrong = Fermez le chat. Appelez la boutique au numéro que vous connaissez et signalez-le.
guide-done-title = Quand vous avez terminé
guide-done = Fermez le chat, surtout sur un ordinateur partagé. Cela l’efface de cet appareil.
