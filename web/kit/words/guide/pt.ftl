# The safety guide in Portuguese. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Como ficar em segurança aqui
guide-back = Voltar
guide-language = Idioma
guide-about-send = Algo na sua mensagem parece privado. Leia isto antes de enviar.
guide-about-agent = Estão pedindo algo a você? Compare primeiro com isto.
guide-about-done = Este chat terminou e foi apagado deste dispositivo. Faça o mesmo da próxima vez.
guide-send-title = O que não enviar
guide-send = Códigos de segurança de cartões, senhas, códigos de uso único, fotos de documentos de identidade. Ocultamos o que reconhecemos, mas nada reconhece tudo.
guide-agent-title = Como age um atendente de verdade
guide-agent = Nunca pede uma senha, um PIN nem o código de um cartão. Nunca apressa você nem pede para continuar em outro aplicativo.
guide-wrong-title = Se algo parecer errado
guide-wrong = Feche o chat. Ligue para a loja no número que você já conhece e conte o que aconteceu.
guide-done-title = Quando terminar
guide-done = Feche o chat, principalmente em um computador compartilhado. Isso o apaga deste dispositivo.
