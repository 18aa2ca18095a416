//! Words of context beyond English. Written without accents where Latin; comparison ignores them.

use super::*;

pub(super) const WORDS: &[(&str, u64)] = &[
    // Payment card: Spanish, French, German, Portuguese, Italian, Dutch, Polish, Nordic, Turkish, Russian, Chinese, Japanese, Korean, Arabic, Hindi, Indonesian, Afrikaans, Swahili.
    (
        "tarjeta, tarjeta de credito, numero de tarjeta, carte, carte bancaire, carte bleue, numero de carte, kreditkarte, kreditkartennummer, karte, kartennummer, cartao, cartao de credito, numero do cartao, carta, carta di credito, numero di carta, creditcard, kaart, kaartnummer, creditcardnummer, karta, karty, numer karty, kort, kortnummer, kreditkort, kredittkort, luottokortti, kortin numero, kart, kredi karti, kart numarasi, карта, карты, номер карты, 卡号, 信用卡, 信用卡号, 银行卡, 银行卡号, カード, カード番号, クレジットカード, 카드, 카드번호, 신용카드, بطاقة, رقم البطاقة, कार्ड, कार्ड नंबर, kartu, kartu kredit, nomor kartu, kaartnommer, kredietkaart, kadi",
        CARD,
    ),
    (
        "codigo de seguridad, code de securite, cryptogramme, prufziffer, prufnummer, kartenprufnummer, sicherheitscode, codigo de seguranca, codice di sicurezza, beveiligingscode, kod cvv, kod bezpieczenstwa, sikkerhetskode, sakerhetskod, guvenlik kodu, код безопасности, 安全码, セキュリティコード, 보안코드, رمز الامان",
        CVV,
    ),
    (
        "clave, nip, code pin, codigo pin, pincode, geheimzahl, senha do cartao, codice pin, pin kodu, пин, пин код, 密码锁",
        PIN,
    ),
    (
        "codigo de verificacion, code de verification, bestatigungscode, codigo de verificacao, codice di verifica, verificatiecode, kod weryfikacyjny, dogrulama kodu, код подтверждения, код из смс, 验证码, 認証コード, 인증번호, رمز التحقق, kode otp, kode verifikasi, sms kod, verifieringskod",
        ONE_TIME,
    ),
    (
        "cuenta, cuenta bancaria, numero de cuenta, compte, compte bancaire, numero de compte, konto, kontonummer, bankkonto, conta, conta bancaria, numero da conta, conto, conto corrente, numero di conto, rekening, rekeningnummer, bankrekening, konto bankowe, numer konta, kontonr, tilinumero, hesap, hesap numarasi, счет, номер счета, 账号, 账户, 银行账户, 口座番号, 계좌번호, 계좌, حساب, رقم الحساب, खाता, खाता संख्या, nomor rekening, akaunti",
        ACCOUNT,
    ),
    ("bankleitzahl, blz, code banque, agencia, sucursal", ROUTING),
    (
        "correo, correo electronico, courriel, adresse mail, e posta, eposta, почта, эл почта, имейл, 邮箱, 电子邮件, メール, メールアドレス, 이메일, البريد, بريد, ईमेल, surel, e pos, epost, sahkoposti, adres email",
        EMAIL,
    ),
    (
        "telefono, movil, celular, llamar, llame, llamame, telephone, portable, appelez, appeler, joindre, numero de telephone, telefon, telefonnummer, handy, handynummer, rufnummer, mobilnummer, anrufen, rufen, erreichen, telefone, telemovel, ligar, ligue, chiamare, chiamami, cellulare, numero di telefono, telefoon, telefoonnummer, gsm, bellen, bel, mobiel, numer telefonu, komorka, zadzwon, tel kom, telefonnr, mobil, ring, puhelin, puhelinnumero, soita, telefon numarasi, telefon numaram, arayin, телефон, номер телефона, мобильный, звоните, позвоните, 电话, 手机, 手机号, 手机号码, 电话号码, 联系电话, 電話, 電話番号, 携帯, 전화, 전화번호, 핸드폰, 휴대폰, هاتف, رقم الهاتف, جوال, موبايل, اتصل, फोन, मोबाइल, फ़ोन, फोन नंबर, मोबाइल नंबर, telepon, nomor telepon, hp, nomor hp, hubungi, foon, selfoon, selfoonnommer, simu, nambari ya simu, piga simu, fone, whatsapp, zap, gọi, so dien thoai, dien thoai, sdt, τηλεφωνο, κινητο, טלפון, נייד, โทร, เบอร์, เบอร์โทร",
        PHONE,
    ),
    (
        "dni, cedula, cedula de ciudadania, numero de identidad, identificacion, curp, numero de securite sociale, securite sociale, insee, personalausweis, ausweisnummer, ausweis, sozialversicherungsnummer, cpf, codice fiscale, bsn, burgerservicenummer, rijksregisternummer, registre national, pesel, dowod, dowod osobisty, personnummer, fodselsnummer, fodselsnr, cpr, cpr nummer, henkilotunnus, hetu, tc kimlik, kimlik, kimlik no, tckn, снилс, паспорт серия, 身份证, 身份证号, 身份证号码, 身分證, マイナンバー, 個人番号, 주민등록번호, 주민번호, الهوية, رقم الهوية, الرقم القومي, आधार, आधार संख्या, ktp, nomor ktp, identiteitsnommer, id nommer, kitambulisho, rodne cislo, cnp, egn, oib, jmbg, amka, isikukood, asmens kodas, personas kods, szemelyi szam, emso, cuil, cuit, teudat zehut, תעודת זהות, เลขบัตรประชาชน, บัตรประชาชน, cccd, cmnd, can cuoc",
        NATIONAL,
    ),
    (
        "steuernummer, steuer id, steueridentifikationsnummer, steuer identifikationsnummer, idnr, umsatzsteuer id, ust id, ustid, uid, nif, numero fiscal, siren, siret, tva, numero tva, numero de tva, partita iva, p iva, iva, btw nummer, cnpj, contribuinte, regon, organisationsnummer, orgnr, cvr, y tunnus, vergi, vergi no, vergi numarasi, инн, огрн, 税号, 纳税人识别号, 法人番号, 사업자등록번호, الرقم الضريبي, npwp, adoszam, afm, belastingnommer, atin",
        TAX,
    ),
    (
        "carte vitale, krankenversicherung, versichertennummer, krankenversichertennummer, kvnr, tarjeta sanitaria, numero de paciente, patientennummer, tessera sanitaria, cartao sus, cns, numer pacjenta, bpjs, полис, омс, kk nummer, ehic, mutuelle",
        HEALTH_NUMBER,
    ),
    (
        "pasaporte, passeport, reisepass, pass nr, passnummer, reisepassnummer, passaporte, passaporto, paspoort, paspoortnummer, paszport, passi, pasaport, паспорт, 护照, 護照, パスポート, 여권, جواز, جواز السفر, पासपोर्ट, paspor, paspoortnommer, pasipoti",
        PASSPORT,
    ),
    (
        "licencia de conducir, carnet de conducir, permis, permis de conduire, fuhrerschein, fuhrerscheinnummer, carta de conducao, cnh, patente, patente di guida, rijbewijs, rijbewijsnummer, prawo jazdy, korkort, forerkort, korekort, ajokortti, ehliyet, surucu belgesi, водительское удостоверение, 驾照, 驾驶证, 運転免許, 운전면허, رخصة القيادة, sim a, sim c, rybewys",
        LICENCE,
    ),
    (
        "contrasena, clave, mot de passe, mdp, passwort, kennwort, senha, palavra passe, parola, wachtwoord, haslo, losenord, kodeord, adgangskode, passord, salasana, sifre, parola, пароль, 密码, パスワード, 비밀번호, 비번, كلمة المرور, كلمة السر, पासवर्ड, kata sandi, sandi, password saya, wagwoord, nenosiri, heslo, jelszo, lozinka, slaptazodis, parole, κωδικος, סיסמה, รหัสผ่าน, mat khau",
        PASSWORD,
    ),
    (
        "usuario, nombre de usuario, identifiant, benutzername, benutzer, nome de usuario, utilizador, utente, nome utente, gebruikersnaam, uzytkownik, anvandarnamn, brukernavn, kullanici adi, логин, 用户名, ユーザー名, 아이디, nama pengguna",
        USERNAME,
    ),
    (
        "matricula, placa, immatriculation, plaque, plaque d immatriculation, kennzeichen, nummernschild, fahrgestellnummer, targa, telaio, kenteken, rejestracja, tablica rejestracyjna, registreringsnummer, plaka, номер авто, госномер, 车牌, 车牌号, ナンバープレート, plat nomor, registrasie",
        VEHICLE,
    ),
    (
        "fecha de nacimiento, nacido, nacida, naci, date de naissance, ne le, nee le, geburtsdatum, geboren, geboren am, geb, data de nascimento, nascido, nascida, data di nascita, nato il, nata il, geboortedatum, data urodzenia, urodzony, urodzona, fodelsedatum, fodselsdato, syntymaaika, dogum tarihi, дата рождения, родился, родилась, 出生日期, 生日, 生年月日, 생년월일, تاريخ الميلاد, जन्म तिथि, tanggal lahir, geboortedatum, tarehe ya kuzaliwa",
        BIRTH,
    ),
    (
        "pedido, reserva, factura, referencia, commande, facture, suivi, colis, bestellung, bestellnummer, rechnung, rechnungsnummer, sendungsnummer, auftragsnummer, vorgangsnummer, encomenda, fatura, rastreio, ordine, fattura, spedizione, tracciamento, bestelling, factuur, zending, zamowienie, faktura, przesylka, ordrenummer, ordre, tilaus, siparis, fatura, kargo, заказ, номер заказа, трек номер, 订单, 订单号, 快递单号, 注文番号, 追跡番号, 주문번호, 송장번호, طلب, رقم الطلب, pesanan, resi, nomor resi, bestelling nommer",
        REFERENCE,
    ),
    (
        "puntos, punkte, punten, pontos, punti, precio, importe, total, prix, montant, preis, betrag, preco, valor, prezzo, importo, prijs, bedrag, cena, kwota, pris, belop, fiyat, tutar, цена, сумма, 价格, 金额, 元, 円, 원, harga",
        AMOUNT,
    ),
    (
        "numero, num, nº, nummer, nr, numer, nummer, numara, numarasi, номер, 号, 号码, 番号, 번호, رقم, नंबर, nomor, nommer, nambari",
        NUMBER,
    ),
    (
        "es, est, ist, e, lautet, is, jest, er, ar, on, adalah, ni, 是, は, هو, है, это, con, avec, mit, com",
        IS,
    ),
    (
        "ultimos, termina en, ultimos cuatro, derniers, finit par, letzten, letzten vier, endet auf, endet mit, terminado em, ultime, finisce con, laatste, eindigt op, ostatnie",
        ENDING,
    ),
    (
        "y, et, und, e, guion, tiret, strich, bindestrich, traco, trattino, streepje, luego, puis, dann, depois, poi, dan",
        CONNECT,
    ),
    (
        "codigo postal, code postal, postleitzahl, plz, cep, cap, kod pocztowy, postnummer, posta kodu, индекс, 邮编, 郵便番号, 우편번호, kode pos",
        POSTCODE,
    ),
    (
        "vencimiento, caduca, caducidad, expiration, ablaufdatum, gultig bis, validade, scadenza, vervaldatum, data waznosci, utgangsdatum, son kullanma",
        EXPIRY,
    ),
    (
        "diagnosticado, diagnosticada, diagnostique, diagnostiziert, diagnosticato, gediagnosticeerd, medicamento, medicament, medikament, receta, ordonnance, rezept, enfermedad, maladie, krankheit, doenca, malattia, ziekte, tratamiento, traitement, behandlung, tengo, j ai, ich habe, tenho, ho",
        HEALTH_CONTEXT,
    ),
    (
        "cancer, diabete, diabetes tipo, krebs, depressionen, vih, sida, embarazada, embarazo, enceinte, schwanger, gravida, incinta, zwanger, epilepsie, epilepsia, asma, asthme, esquizofrenia, schizophrenie, hepatitis, grossesse, tumeur, cancro, tumore, kanker, diabetes, депрессия, рак, вич, беременна, диабет, 癌症, 糖尿病, 抑郁症, 艾滋病, 怀孕, うつ病, 妊娠",
        HEALTH,
    ),
    (
        "mi, mein, meine, mon, ma, minha, meu, mio, mia, mijn, moj, moja, min, benim, мой, моя, 我的, 私の, 내",
        SELF,
    ),
    (
        "direccion, domicilio, calle, adresse, rue, strasse, anschrift, endereco, rua, indirizzo, via, adres, straat, ulica, adresi, gata, gade, vei, osoite, адрес, улица, 地址, 住址, 住所, 주소, عنوان, पता, alamat, adresse est, anwani",
        ADDRESS,
    ),
    (
        "nombre, me llamo, soy, nom, je m appelle, mon nom, nom est, ich bin, ich heisse, mein name, name ist, nome, meu nome, me chamo, mi chiamo, mijn naam, naam, ik ben, nazywam sie, jestem, imie, nazwisko, heter, jag heter, mitt namn, hedder, jeg hedder, navn, nimeni, adim, ismim, меня зовут, имя, 姓名, 我叫, 名字, 名前, 이름, اسمي, नाम, nama, nama saya, my naam, jina langu",
        NAME,
    ),
    (
        "es, est, ist, lautet, jest, er, ar, on, adalah, ni, 是, は, が, هي, هو, है, थी, это, e, war, era, etait, fue, var, byl, bylo, olis, to, je, byla, este, είναι, ειναι, היא, הוא, la, ay, ngu, ingu, คือ, 는, 은, 为, 為, bu, yra, ir, on nuqo, ialah, 就是, hiyo, ke",
        COPULA,
    ),
    // Beyond English: wrong, incorrect, expired, forgotten, invalid, changed, blocked, correct.
    (
        "falsch, ungultig, abgelaufen, vergessen, gesperrt, geandert, richtig, korrekt, inkorrekt, zuruckgesetzt, verloren, zu, nicht, kein, mehr, leider, sicher, notig, incorrecta, incorrecto, erronea, erroneo, equivocada, equivocado, invalida, invalido, caducada, caducado, olvidada, olvidado, bloqueada, bloqueado, correcta, correcto, mala, mal, no, muy, incorrect, incorrecte, faux, fausse, errone, erronee, invalide, expire, oublie, bloque, bloquee, bon, bonne, perdu, pas, trop, ne, errada, errado, incorreta, incorreto, expirada, expirou, esquecida, bloqueou, correta, certa, nao, muito, sbagliata, sbagliato, errata, errato, scaduta, scaduto, dimenticata, bloccata, corretta, giusta, non, troppo, verkeerd, fout, onjuist, ongeldig, verlopen, vergeten, geblokkeerd, juist, goed, niet, te, nieprawidlowe, nieprawidlowy, niepoprawne, bledne, zle, wygaslo, zablokowane, poprawne, nie, fel, felaktigt, ogiltigt, glomt, sparrat, ratt, inte, forkert, feil, ugyldig, glemt, udlobet, utlopt, ikke, vaara, virheellinen, vanhentunut, unohtunut, oikea, yanlis, hatali, gecersiz, degil, unuttum, dogru, неверный, неверен, неправильный, неправильно, просрочен, забыт, забыл, забыла, истек, заблокирован, верный, не, невірний, неправильний, spatne, nespravne, zapomnel, zapomnela, neplatne, zle, nespravne, hibas, rossz, lejart, elfelejtettem, nem, gresita, incorecta, expirata, uitata, nu, pogresna, netocna, istekla, nije, salah, keliru, lupa, kedaluwarsa, tidak, si sahihi, vibaya, nimesahau, verkeerde, foutief, verval, nie, sai, quen, khong, mali, nakalimutan, hindi, λαθος, ξεχασα, δεν, שגויה, שכחתי, לא, خاطئة, خطأ, نسيت, غير, गलत, भूल, नहीं, ผิด, ลืม, 错误, 不对, 忘记, 忘了, 錯誤, 間違, 忘れ, 틀렸, 잊어",
        NOT_VALUE,
    ),
    (
        "sifrem, sifreniz, sifresi, parolam, salasanani, jelszavam, heslem, haslem, passwordul, parola mea, הסיסמה, הסיסמא, סיסמא, รหัสผ่านคือ, 비밀번호는, 비밀번호가, 비밀번호를, 비번은, 암호, 패스워드, パス, 口令, 密碼, contrasenya, contrasinal, pasahitza, cyfrinair, pasfhocal, parool, lykilord, fjalekalimi, лозинка, парола, гасло, parol, iphasiwedi, iphasiwedi yami, phasewete, neno la siri, passwoord, paswoord, kodeordet, losenordet, passordet, adgangskoden, wlan schlussel, wlan passwort, clave wifi, cle wifi, code wifi, losen, contrasena, pasword saya, sandinya, پاسورڈ, رمز عبور, گذرواژه, পাসওয়ার্ড, கடவுச்சொல், పాస్వర్డ్, ਪਾਸਵਰਡ, լոզունգ, პაროლი, құпиясөз, มือรหัส, mot d passe, heslo moje, lozinka moja, senha minha",
        PASSWORD,
    ),
    (
        "bankkonto, kontonummern, kontonr, konto nr, konto nummer, girokonto, sparkonto, rekeningnr, rekening nr, spaarrekening, zichtrekening, compte courant, compte epargne, numero du compte, numero compte, rib, cuenta corriente, cuenta de ahorros, caja de ahorro, cbu, cvu, clabe, clabe interbancaria, cuenta clabe, conta corrente, conta poupanca, numero da minha conta, conto bancario, numero conto, nr konta, numer rachunku, rachunek, rachunek bankowy, cislo uctu, ucet, bankovni ucet, cislo uctu je, bankszamla, bankszamlaszam, szamlaszam, cont bancar, numar cont, nr cont, bankovna smetka, broj racuna, racun, ziro racun, broj na smetka, банковский счет, расчетный счет, номер рахунку, рахунок, банкова сметка, τραπεζικος λογαριασμος, αριθμος λογαριασμου, λογαριασμος, חשבון בנק, מספר חשבון, חשבון, رقم حسابي, حساب بنكي, حسابي, شماره حساب, بینک اکاؤنٹ, बैंक खाता, खाता नंबर, ব্যাংক অ্যাকাউন্ট, হিসাব নম্বর, வங்கி கணக்கு, เลขบัญชี, เลขที่บัญชี, บัญชี, so tai khoan, tai khoan, tai khoan ngan hang, rekening bank, norek, no rek, nomor akun bank, akaun, akaun bank, nombor akaun, akaunti ya benki, nambari ya akaunti, bankrekening nommer, rekeningnommer, i akhawunti, inombolo ye akhawunti, banka hesabi, hesap no, hesap numaram, bankkontonummer, kontonumret, kontonummeret, bankreikningur, pankkitili, tilinumeroni, pangakonto, konta numurs, saskaitos numeris, banko saskaita, 银行账号, 账户号码, 銀行帳號, 帳號, 銀行口座, 口座, 通帳, 은행계좌, 계좌번호는, 통장번호",
        ACCOUNT,
    ),
    (
        "code guichet, cle rib, clearing nr, clearingnummer, bankclearing, bc nummer, reg nr konto, registreringsnummer bank, agencia bancaria, numero da agencia, codigo de agencia, codigo bancario, sucursal bancaria, abi, cab, kod banku, kod banky, бик, код банка, мфо, סניף, מספר סניף, رمز الفرع, आईएफएससी, ifsc कोड, 支店番号, 支店コード, 銀行コード, 联行号, 行号, kode bank, takkode, filiaal kode, subesi kodu, sube kodu, branch no",
        ROUTING,
    ),
];
