# The safety guide in Spanish. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Cómo protegerse aquí
guide-back = Volver
guide-language = Idioma
guide-about-send = Algo en su mensaje parece privado. Lea esto antes de enviarlo.
guide-about-agent = ¿Le piden algo? Compárelo primero con esto.
guide-about-done = Este chat ha terminado y se ha borrado de este dispositivo. Haga lo mismo la próxima vez.
guide-send-title = Qué no enviar
guide-send = El código de seguridad de una tarjeta, contraseñas, códigos de un solo uso, fotos de documentos de identidad. Ocultamos lo que reconocemos, pero nada lo reconoce todo.
guide-agent-title = Cómo se comporta un agente de verdad
guide-agent = Nunca pide una contraseña, un PIN ni el código de una tarjeta. Nunca le mete prisa ni le pide seguir en otra aplicación.
guide-wrong-title = Si algo le parece raro
guide-wrong = Cierre el chat. Llame a la tienda al número que ya conoce y cuénteselo.
guide-done-title = Cuando termine
guide-done = Cierre el chat, sobre todo en un equipo compartido. Así se borra de este dispositivo.
