# The safety guide in Turkish. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Burada nasıl güvende kalırsınız
guide-back = Geri
guide-language = Dil
guide-about-send = Mesajınızdaki bir şey özel görünüyor. Göndermeden önce bunu okuyun.
guide-about-agent = Sizden bir şey mi isteniyor? Önce bununla karşılaştırın.
guide-about-done = Bu sohbet sona erdi ve bu cihazdan silindi. Bir dahaki sefere de aynısını yapın.
guide-send-title = Neleri göndermemelisiniz
guide-send = Kart güvenlik kodları, şifreler, tek kullanımlık kodlar, kimlik belgesi fotoğrafları. Tanıdığımız bilgileri gizleriz, ama hiçbir yöntem her şeyi tanıyamaz.
guide-agent-title = Gerçek bir temsilci nasıl davranır
guide-agent = Asla şifre, PIN veya kart güvenlik kodu istemez. Sizi asla acele ettirmez ve başka bir uygulamada devam etmenizi istemez.
guide-wrong-title = Bir şeyler ters geliyorsa
guide-wrong = Sohbeti kapatın. Mağazayı bildiğiniz numaradan arayın ve durumu anlatın.
guide-done-title = İşiniz bittiğinde
guide-done = Özellikle ortak kullanılan bir bilgisayarda sohbeti kapatın. Bu, sohbeti bu cihazdan siler.
