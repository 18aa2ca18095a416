# The safety guide in Zulu. Plain text without variables; fetched on its own when it is read.
# Next: en.ftl, the source.

guide-title = Ungahlala kanjani uphephile lapha
guide-back = Emuva
guide-language = Ulimi
guide-about-send = Kukhona okubonakala kuyimfihlo emlayezweni wakho. Funda lokhu ngaphambi kokuwuthumela.
guide-about-agent = Kukhona okucela okuthile? Kuqhathanise nalokhu kuqala.
guide-about-done = Le ngxoxo isiphelile futhi isisusiwe kule divayisi. Yenza okufanayo ngokuzayo.
guide-send-title = Okungafanele ukuthumele
guide-send = Amakhodi okuphepha ekhadi, amaphasiwedi, amakhodi asetshenziswa kanye, izithombe zikamazisi. Sifihla esikubonayo, kodwa akukho okubona konke.
guide-agent-title = Indlela isisebenzi sangempela esiziphatha ngayo
guide-agent = Asilokothi sicele iphasiwedi, i-PIN noma ikhodi yekhadi. Asilokothi sikujahe, futhi asilokothi sikucele ukuba uqhubeke kolunye uhlelo lokusebenza.
guide-wrong-title = Uma uzwa sengathi kukhona okungalungile
guide-wrong = Vala ingxoxo. Shayela isitolo ucingo enombolweni oyaziyo, ubatshele.
guide-done-title = Uma usuqedile
guide-done = Vala ingxoxo, ikakhulukazi kukhompyutha esetshenziswa nabanye. Lokho kuyayisusa kule divayisi.
