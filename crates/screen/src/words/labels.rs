//! What people put before a number in chat, in the languages of Europe and the largest beyond: the
//! forms that sentences bend words into ("číslo pasu", "telefonum", "kartımın"), and how an e-mail
//! address is read aloud. Beside `world`, whose lists hold the words as dictionaries have them.

use super::*;

pub(super) const WORDS: &[(&str, u64)] = &[
    (
        "at sign, arobaz, zavinac, zavinacem, kukac, arond, a rond, собака, собачка, равлик, песик, кльомба, маймунско а, маймуна, et, παπακι, at isareti, ät, att marki, miukumauku, miuku, snabel a, kanelbulle, krollalfa, alfakroll, majmun, afna, eta, ett märk, at zeichen, at tegen, slingeraap, 골뱅이, 앳, アット, アットマーク, 艾特, 小老鼠, एट, ऐट, آت, ات, שטרודל, כרוכית, a cong, a moc, maimuta, coada de maimuta, arrova, kukkuraa, chiocciolina, malpka",
        AT,
    ),
    (
        "dot, underscore, dash, hyphen, minus, guion, unterstrich, bindestrich, tiret, podtrzitko, pomlcka, podkreslenie, myslnik, нижнее подчеркивание, дефис, trattino, hifen, streepje, punto, point, punkt, ponto, kropka, punt, piste, nokta, tecka, bodka, pont, punct, pika, tocka, точка, крапка, цятка, τελεια, taskas, punkts, punktum, prikk, prik, titik, nukta, kol, ichashazi, cham, 점, 닷, 点, 點, नुक्ता, डॉट, बिंदु, نقطة, نقطه, دوت, נקודה, punktti, pisteen",
        DOT,
    ),
    (
        "telefoni, telefonom, telefonu, telefonul, telefonszam, telefonszamom, telefonszama, mobilszam, mobilszamom, mobilom, hivjanak, hivjon, hivj, mobilni, mobilu, telefonni cislo, telefonne cislo, moje cislo, zavolejte, zavolajte, volejte, volajte, zavolat, numarul meu, sunati, mobilul, broj telefona, broj mobitela, mobitel, nazovite, zovite, pozovite, javite, poklicite, poklici, telefonska stevilka, stevilka telefona, mobilna stevilka, τηλεφωνου, τηλεφωνικος, καλεστε, τηλεφωνηστε, παρτε με, телефонът, телефонен номер, обадете, позвънете, намерите на, telefoninumber, helistage, helista, talrunis, talruna, telefons, zvaniet, telefonas, skambinkite, skambinti, puhelimeni, puhelinnumeroni, soittakaa, soittaa, telefonnummer, mobilnummer, mobilnummeret, telefonnummeret, nar mig pa, ringa, ringe, simanumer, simanumerid, hringdu, uimhir foin, fon poca, glaoigh, телефону, телефоном, телефоне, моб, сотовый, мобилка, набрать, наберите, звонить, позвонить, перезвоните, связаться, дзвоніть, зателефонуйте, передзвоніть, телефонуйте, номер мобільного, هاتفي, جوالي, موبايلي, الهاتف, الجوال, رقمي, تلفون, تلفن, موبایل, הטלפון, הנייד, להתקשר, תתקשרו, मोबाईल, कॉल, ফোন, মোবাইল, নম্বর, தொலைபேசி, మొబైల్, ఫోన్, 联系方式, 打我, 致电, 打电话, 聯絡, 手機, 手機號碼, 連絡先, ケータイ, 携帯番号, 연락처, 휴대전화, 전화주세요, เบอร์มือถือ, มือถือ, โทรหา, โทรศัพท์, lien he, so dt, dtdd, telpon, nomor wa, no wa, nipigie, telefonum, telefonumdan, numaram, numaradan, cep numaram, cep telefonum, aranabilir, ulasabilirsiniz, selnommer, foonnommer, skakel, ucingo, yocingo, ngishayele, telefonszamat, joignable, mon numero, mi numero, il mio numero, mijn nummer, meine nummer, meu numero, moj numer, mitt nummer, contacto, contatto, contato, recapito, erreichbar, bereikbaar, bereiken, namerite",
        PHONE,
    ),
    (
        "kartu, karte, kartice, kartica, kartyaszam, kartyaszamom, bankkartya, bankkartyam, kartyam, cardul, cardului, καρτα, καρτας, πιστωτικη, картата, картка, картки, картку, карту, картой, kaardi, pangakaart, krediitkaart, kartes, kreditkarte, korteles, kortele, korttini, pankkikortti, kortet, kortnummeret, bankkort, dankort, kartim, kartimin, kartimi, banka karti, بطاقتي, فيزا, ماستر كارد, کارت, כרטיס, ক্রেডিট কার্ড, கார்டு, కార్డు, 信用卡號, 卡号是, クレカ, 체크카드, บัตร, บัตรเครดิต, เลขบัตรเครดิต, the tin dung, so the, the ngan hang, kad kredit, bankkaart, ikhadi, inombolo yekhadi, bankomatkarte, girocard, bancomat, betaalpas, bankpas, pasnummer",
        CARD,
    ),
    (
        "mit pas, min pas, mein pass, meinem pass, meinen pass, pass nummer, pasu, cestovni pas, cestovny pas, utlevel, utlevelszam, utlevelszamom, utlevelem, pasaportul, pasaportului, putovnica, putovnice, potni list, stevilka potnega lista, pasos, pasosa, διαβατηριο, διαβατηριου, паспортът, паспорта, серия и номер паспорта, загранпаспорт, загранпаспорта, паспорту, pases numurs, paso numeris, pasas, passin, passinumero, passet, passnumret, passnummeret, vegabref, pas uimhir, paspoortnr, ausweis nr, paszportu, pasaportum, pasaport numaram, رقم الجواز, گذرنامه, דרכון, পাসপোর্ট, 护照号, 护照号码, 護照號碼, 旅券, パスポート番号, 旅券番号, 여권번호, หนังสือเดินทาง, พาสปอร์ต, ho chieu, so ho chieu, pasport, iphasiphothi, ipasipoti, incwadi yokundiza",
        PASSPORT,
    ),
    (
        "ajokorttini, ridicsky prukaz, ridicak, ridicskeho prukazu, vodicsky preukaz, vodicskeho preukazu, jogositvany, jogositvanyom, vezetoi engedely, permisul, vozacka, vozacke dozvole, voznisko dovoljenje, vozniskega dovoljenja, διπλωμα οδηγησης, αδεια οδηγησης, шофьорска книжка, свидетелство за управление, водительские права, права номер, ву номер, водійське посвідчення, посвідчення водія, juhiluba, juhiloa, vaditaja apliecība, autovaditaja, vairuotojo, ajokortin, korkortet, korkortsnummer, forerkortet, forerkortnummer, korekortet, korekortnummer, okuskirteini, ceadunas tiomana, licenzja tas sewqan, prawa jazdy, numer prawa jazdy, nr prawa jazdy, permiso de conducir, carne de conducir, licencia de manejo, carteira de habilitacao, carta de conducao, numero da carta, ehliyetim, surucu belgesi no, رخصة قيادة, رخصتي, رقم الرخصة, گواهینامه, רישיון נהיגה, ड्राइविंग लाइसेंस, लाइसेंस नंबर, 驾驶证号, 驾照号, 駕照, 免許証, 免許証番号, 運転免許証, 운전면허증, 면허번호, ใบขับขี่, bang lai, bang lai xe, giay phep lai xe, nomor sim, lesen memandu, leseni, bestuurslisensie, rybewysnommer, ilayisensi",
        LICENCE,
    ),
    (
        "giro, postfinance, postgiro, bankgiro, plusgiro, uctu, ucte, szamlaszamom, szamlam, bankszamlam, contul, contului, iban ul, racuna, trr, сметка, сметката, λογαριασμου, τραπεζης, kontole, arveldusarve, kontu, konta, saskaita, saskaitos, tilille, tilini, pankkitilini, kontot, bankkontot, kontonumer, bankareikningur, cuntas bainc, kont, kont tal bank, счёт, счета, р с, рахунку, rachunku, hesabim, hesabima, hesap numaram, الحساب, آيبان, شبا, खाते, অ্যাকাউন্ট নম্বর, கணக்கு எண், ఖాతా, 账号是, 銀行帳戶, 戶口, 口座番号は, 普通預金, 입금계좌, 계좌는, เลขบัญชีธนาคาร, stk, so tk, tk ngan hang, my rekening, bankrek, i akhawunti yami, iakhawunti, bankverbindung, coordonnees bancaires",
        ACCOUNT,
    ),
    (
        "rodne cislo, rodneho cisla, obciansky preukaz, obcansky prukaz, cislo op, cislo obcanskeho prukazu, szemelyi, szig, buletin, seria si numarul, carte de identitate, osobna iskaznica, osobne iskaznice, licna karta, licne karte, osebna izkaznica, osebne izkaznice, αδτ, ταυτοτητα, ταυτοτητας, егн то, лична карта, номер на лична карта, isikukoodi, id kaart, personas kodu, asmens koda, tapatybes kortele, henkilotunnukseni, hetuni, personnumret, personnummret, personnumer, fodselsnummeret, fodselsnummer, kennitalan, kennitala min, pps uimhir, pps number, karta tal identita, снилса, иин, паспортные данные, рнокпп, іпн, ідентифікаційний код, посвідчення особи, numer dowodu, nr dowodu, seria dowodu, dowodu osobistego, kimlik numaram, tc no, tc numaram, هويتي, بطاقة الهوية, الرقم الوطني, رقم وطني, کد ملی, כרטיס זהות, מספר זהות, תז, आधार कार्ड, এনআইডি, ஆதார், ఆధార్, 身份證號碼, 身分證號, 个人编号, 身份号码, 個人番号は, 주민번호는, 주민등록, 민증번호, 외국인등록번호, เลขประจำตัว, บัตรประชาชนเลขที่, can cuoc cong dan, nik, kad pengenalan, no kp, nida, id nommer is, identiteitsdokument, id boekie, kamazisi, umazisi, rut, rfc, numero de nie, carte d identite, cni, carta d identita, numero carta d identita, cartao de cidadao, bilhete de identidade, identiteitskaart, identiteitsbewijs, idkaart, secu, nir, svnr, sv nummer, ahv, avs",
        NATIONAL,
    ),
    (
        "ддс, dds, mwst nr, ust nr, dic, dico, ico, danove cislo, adoazonosito, adoszamom, cui, cod fiscal, porezni broj, pib, davcna, αφμ, αριθμος φορολογικου μητρωου, идентификационен номер, булстат, еик, kmkr, kaibemaksukohustuslase, pvn, pvm kodas, pvm moketojo, alv tunnus, momsnummer, momsreg, mva nummer, vsk numer, єдрпоу, nip, vergi numaram, vergi kimlik no, الرقم الضريبي, شناسه ملی, עוסק מורשה, ח פ, पैन, पैन कार्ड, जीएसटी, 统一社会信用代码, 統一編號, 税務番号, 사업자번호, 사업자등록번호는, เลขผู้เสียภาษี, ma so thue, mst, nombor cukai, namba ya kodi, pin ya kra, btw nommer, inkomstebelastingnommer, inombolo yentela, steuer nr, steuernr, identifikationsnummer, numero de identificacion fiscal, cif, numero fiscale",
        TAX,
    ),
    (
        "cislo pojistence, pojistenec, poistenec, zdravotni pojistovna, tajszam, taj, card de sanatate, cod asigurat, broj osiguranika, mbo, zzzs, αμκα, ασφαλισης, осигурителен, haigekassa, sairausvakuutus, kela kortti, forsakringskassan, sygesikring, sundhedskort, номер полиса, медкарта, karta pacjenta, ubezpieczenia, sgk no, saglik karnesi, رقم التأمين, التأمين الصحي, ביטוח לאומי, קופת חולים, 医保, 社保号, 健康保険, 保険証, 保険者番号, 건강보험, 건강보험증, bao hiem y te, bhyt, kartu bpjs, bima ya afya, nhif, mediese fonds, lidnommer, numero de afiliacion, numero de seguro, numero afiliado, tarjeta sanitaria numero, numero assure, versichertennr, krankenkasse, zorgpas, zorgverzekering, polisnummer, tesserino sanitario, numero utente, utente de saude",
        HEALTH_NUMBER,
    ),
    (
        "ww, mijn ww, heslo k, heslo do, heslo je, moje heslo, jelszo, jelszavam, jelszot, parola contului, parola de la, parola de wifi, lozinka za, geslo, geslo za, kod do wifi, κωδικος προσβασης, κωδικος μου, ο κωδικος μου, συνθηματικο, паролата, паролата ми, паролата за, salasana, salasanani on, losenordet, adgangskode, adgangskoden er, passordet, paroles, slaptazodis yra, mano slaptazodis, mana parole, lykilordid, pasfhocal, паролем, пароль от, пароль для, пароль від, hasla, haslo do, haslo to, sifre, sifrem, sifremiz, كلمه السر, كلمة مرور, الباسورد, باسورد, पासवर्ड है, 密码是, 口令是, パスワードは, 비밀 번호, 비밀번호, 비번, รหัส, รหัสผ่านของ, mat khau la, pass la, password nya, passwordnya, sandi saya, nywila, nywila yangu, nenosiri langu, wagwoord is, igama eliyimfihlo, iphasiwedi ithi, zugangspasswort, einmalpasswort, codigo de acceso, clave de acceso, contrasena es, code d acces, mot de passe provisoire, mdp provisoire, chiave di accesso, senha de acesso, toegangscode",
        PASSWORD,
    ),
    (
        "pin karty, pin ke karte, pin kod, pin kodom, pin ul, pinul, codul pin, pinjem, pin koodi, pinkod, pinkode, pin koden, пин код, пин кода, пін код, пін, pin numaram, pin code la, kod pin, numer pin, pin yangu, namba ya siri, pin nommer, pin is, iphini, رمز بطاقتي, الرقم السري, رقم سري, קוד סודי, पिन, पिन नंबर, 暗証番号, 핀번호, 取款密码, 支付密码, รหัสพิน, ma pin, pin saya, pin de la tarjeta, pin da cartao, pin della carta, pin de ma carte, code secret, codice segreto, clave secreta, geheime code, geheimnummer, kartenpin",
        PIN,
    ),
    (
        "overovaci kod, overovaci kod je, kod ze sms, kod z sms, ellenorzo kod, megerosito kod, sms kodom, cod de verificare, codul din sms, codul primit, kod iz sms, potvrdni kod, kontrolni kod, koda iz sms, κωδικος επιβεβαιωσης, код за потвърждение, kinnituskood, apstiprinajuma kods, patvirtinimo kodas, vahvistuskoodi, engangskode, engangskod, bekraftelsekod, bekreftelseskode, код из sms, код підтвердження, код з смс, kod z smsa, kod jednorazowy, onay kodu, sms kodu, رمز تحقق, كود التحقق, كود التفعيل, קוד אימות, ओटीपी, ओटीपी है, 短信验证码, 確認コード, 인증 코드, 인증번호는, รหัส otp, ma xac nhan, ma otp, kode verifikasinya, nambari ya uthibitisho, eenmalige pin, bevestigingscode, codigo sms, codigo que me llego, code recu, code de confirmation, codice di conferma, codigo recebido, bestatigungs code",
        ONE_TIME,
    ),
    (
        "objednavka, objednavky, objednavku, zasilka, zasilky, zasielka, zasielky, reklamace, reklamacia, rendeles, rendelesem, rendelesszam, rendelesszamom, csomag, csomagszam, szamla sorszam, comanda, comenzii, colet, coletul, colete, поръчка, поръчката, пратка, пратката, товарителница, narudzba, narudzbe, narudzbu, porudzbina, posiljka, posiljke, narocilo, narocila, παραγγελια, παραγγελιας, αποστολη, δεμα, tellimus, tellimuse, paki number, pasutijums, pasutijuma, sutijums, uzsakymas, uzsakymo, siunta, siuntos, tilauksen, tilaukseni, lahetys, lahetysnumero, paketti, ordernummer, bestallning, forsendelse, sendingsnummer, pakkenummer, pontun, pontunin, sending nr, заказа, заказу, накладная, накладной, трек, посылка, посылки, отправление, замовлення, посилка, посилки, ттн, накладна, zamowienia, zamowieniem, paczka, paczki, reklamacja, siparisim, siparisimin, kargom, الطلب, طلبي, الطلبية, شحنة, الشحنة, شحنتي, سفارش, הזמנה, משלוח, חבילה, ऑर्डर, पार्सल, অর্ডার, ஆர்டர், ఆర్డర్, 订单号是, 运单号, 物流单号, 訂單, 訂單編號, 包裹, ご注文, 注文, 荷物, 伝票番号, 問い合わせ番号, 주문, 주문번호는, 택배, 운송장, 운송장번호, คำสั่งซื้อ, พัสดุ, เลขพัสดุ, don hang, ma don hang, van don, ma van don, paket saya, oda yangu, mzigo, bestelnommer, pakkie, i oda, iphasela, bestelnummer, pakket, pakje, envio, paquete, colissimo, livraison, sendung, paketnummer, lieferung, lieferschein, pacco, art nr, art no, artikel, artikelnummer, artikelnr, articulo, articolo, artigo, cikkszam, cod produs, tuotenumero, varenummer, ticketnummer, vorgang, aktenzeichen, dossier, sygnatura, saksnummer, sagsnummer, arendenummer",
        REFERENCE,
    ),
    (
        "cislo, cisla, szam, szama, szamom, numarul, numar, broj, broja, stevilka, stevilko, αριθμος, αριθμο, номерът, number on, numurs, numeris, numeri, numero on, nummeret, numret, numer, numerid, uimhir, numru, №, numaram, numarasi, الرقم, رقمه, شماره, מספר, नम्बर, संख्या, নম্বর, எண், నంబర్, 编号, 號碼, 號, ナンバー, 번, เลข, เลขที่, หมายเลข, ma so, nomer, nombor, namba, nommers, inombolo, serie, seria, kod, koden, kods, kodas, codigo, codice, codul",
        NUMBER,
    ),
    (
        "je, je to, este, e, jest, ir, yra, ovo je, ειναι, ήταν, са, це, это, является, olan, هو, هي, הוא, זה, हैं, है, হলো, คือ, la, ialah, adalah, ndiyo, ngu, ithi, is die, lautet, es el, es la, est le, est la, e il, e la, 就是, 为, 입니다, 이고, です, なので, ná",
        IS,
    ),
    (
        "muj, moje, moji, mou, svuj, az en, enyem, sajat, meu, mea, mei, al meu, moj, moja, mojega, mog, μου, ми, моят, моята, моето, minu, mans, mana, mano, minun, mitt, mina, minn, tieghi, моего, моей, моём, мій, моя, моє, моєї, mojej, mojego, moich, benim, لي, عندي, של, שלי, मेरा, मेरी, मेरे, আমার, என், నా, 我, 我的, 本人, 僕の, 私, 나의, 제, ของฉัน, ของผม, ของดิฉัน, ผม, ฉัน, cua toi, toi, saya, wangu, yangu, langu, ek, yami, lami, nuestro, notre, nos, mes, unser, unsere, nosso, nostro, onze, ons",
        SELF,
    ),
    (
        "mejl, mejlem, mejlova adresa, mailova adresa, emailova adresa, emailem, emailcim, emailcimem, adresa mea, emailul, e mailul, имейл, имейлът, поща, мейл, epasts, e pasts, el pasto, paštas, sahkoposti, sahkopostini, sahkopostiosoite, mejladress, epostadress, mailadresse, mailadressen, netfang, netfangid, riomhphost, posta elettronica, indirizzo mail, indirizzo email, mon adresse mail, mailadres, пошта, пошті, почту, почте, мыло, poczta, mailem, adres mailowy, e postam, mailim, بريدي, ايميلي, ايميل, الايميل, ایمیل, אימייל, מייל, המייל, मेल, ইমেইল, மின்னஞ்சல், ఇమెయిల్, 电邮, 信箱, 邮件, 이메일은, 메일, 메일은, メルアド, อีเมล, เมล, thu dien tu, emel, barua pepe, e posadres, imeyili",
        EMAIL,
    ),
    (
        "spz, ecv, znacka auta, rendszam, inmatriculare, registarska oznaka, registracija vozila, registracija auta, tablice, registrske, αριθμος κυκλοφοριας, πινακιδα, регистрационен номер, регистрационный номер, номерной знак, номерний знак, гос номер, номер машины, номер авто, autonumber, numbrimark, auto numurs, valstybinis numeris, rekisterinumero, rekisteritunnus, nummerplade, registreringsskylt, regnr, kjennemerke, bilnummer, numer rejestracyjny, nr rejestracyjny, rejestracji, plakam, araba plakasi, رقم اللوحة, لوحة السيارة, לוחית רישוי, מספר רכב, गाड़ी नंबर, 车牌号码, 車牌號碼, 車のナンバー, 차량번호, 번호판, ทะเบียนรถ, bien so, bien so xe, nomor polisi, nopol, plat mobil, namba ya gari, registrasienommer, nummerplaat, patente auto, matricula del coche",
        VEHICLE,
    ),
    (
        "yes, yeah, yep, ok, okay, okey, sure, it, its, s, so, that, the, thanks, thank, please, hi, hello, sorry, oh, well, si, ja, oui, sim, da, claro, bien, gerne, voila, ano, tak, igen, да, так, ναι, jah, kylla, evet, हाँ, नमस्ते, نعم, 네, 是的, はい, ya, ndiyo, yebo, prosim, kerem, bitte, gracias, merci, hola, hallo, bonjour, ciao, ola, ahoj, szia, salut, здравствуйте, привет, γεια, hei, hej, merhaba, مرحبا, 你好, halo, jambo",
        FILLER,
    ),
    (
        "com, net, org, edu, gov, info, biz, io, co, me, us, uk, de, fr, es, it, nl, be, at, ch, se, no, dk, fi, pl, pt, br, ru, in, cn, jp, kr, za, au, nz, ca, mx, ar, cl, ie, cz, sk, si, hr, rs, hu, ro, bg, gr, tr, ua, lt, lv, ee, il, ae, sa, ng, ke, eg, id, my, sg, ph, vn, th, hk, tw, eu, app, dev, online, site, shop, xyz, email, cloud, ai, tv, cc, mobi, name, pro, ком, ру, рф, укр, нет, орг, бг, كوم, 컴",
        LAST_LABEL,
    ),
    (
        "oksbi, okhdfcbank, okicici, okaxis, ybl, ibl, axl, paytm, upi, apl, sbi, icici, hdfcbank, axisbank, kotak, yesbank, barodampay, freecharge, jupiteraxis, waaxis",
        HANDLE,
    ),
    (
        "enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, janvier, fevrier, mars, avril, mai, juin, juillet, aout, januar, februar, marz, juni, juli, oktober, dezember, maart, mei, augustus, janeiro, fevereiro, marco, maio, junho, julho, setembro, outubro, dezembro, gennaio, febbraio, aprile, maggio, giugno, luglio, settembre, ottobre, dicembre, stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, wrzesnia, pazdziernika, listopada, grudnia, января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря",
        TIME,
    ),
    (
        "code, codigo, codice, kod, kode, код, koda, koodi, koodia, kods, kodas, kodu, codul, cod, κωδικος, 码, コード, 코드, رمز, كود, कोड, ma",
        CODE,
    ),
    ("prof, herr, frau, mme, sr, sra", NAME),
    ("sms, смс, смска, esemes", PHONE | ONE_TIME),
];
