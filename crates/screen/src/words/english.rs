//! English words of context. Comma-separated; phrases are matched token by token.

use super::*;

pub(super) const WORDS: &[(&str, u64)] = &[
    (
        "card, cards, credit card, debit card, card number, card no, card num, cardnumber, creditcard, cc, visa, mastercard, master card, amex, american express, maestro, diners, discover card, jcb, unionpay, pan number, card details, credit card account, credit card ac no, credit card account number, card account, credit, debit, credit num, credit no, credit number, atm card, bank card",
        CARD,
    ),
    (
        "cvv, cvc, cvv2, cvc2, cid, csc, cvn, security code, card code, verification code on the back, card verification, card verification value, card verification code, card security code, ccv, digits on the back, code on the back, number on the back, three digits, 3 digits, 3 digit, three digit, 3 digit code, back of the card, back of my card",
        CVV,
    ),
    (
        "pin, pin code, pin number, pincode, atm pin, card pin, pin no, passcode",
        PIN,
    ),
    (
        "otp, one time code, one time password, one time passcode, one-time pin, verification code, verify code, confirmation sms, sms code, login code, sign in code, authentication code, auth code, 2fa, 2fa code, two factor code, mfa code, activation code, code from the sms, code you sent",
        ONE_TIME,
    ),
    ("iban, ibans, international bank account", IBAN),
    (
        "account, accounts, acct, account number, account no, account num, bank account, acc, acc no, acc number, savings, savings acc, checking acct, a c, a c no, ac no, ac num, ac number, ac, accnt, savings account, checking account, current account, bank details, deposit account, direct debit",
        ACCOUNT,
    ),
    (
        "routing, routing number, aba, sort code, sortcode, branch code, transit number, bsb, ifsc, ifsc code, clabe, rtn, ach, bank code, micr",
        ROUTING,
    ),
    ("bic, swift, swift code, bic code", BIC),
    (
        "email, emails, mail, mailed, e mail, email address, mail id, email id, gmail, inbox, mailbox",
        EMAIL,
    ),
    (
        "phone, phones, telephone, tel, mobile, cell, cellphone, phone number, mobile number, cell number, contact number, contact no, contact num, contact, telephone number, call, called, calling, ring, reach, dial, text me, whatsapp me, ph, ph no, phone no, phone num, mob, mob no, mobile no, cell no, landline, hotline, helpline, desk, office, callback, call back, reached, contact us, reach us, reach me, mobile num, phonenumber, cel, handphone, dialing, phoned, get in touch, contacted, toll free, switchboard, reception, answering, answer at, pick up, line is, direct line, registered number, my registered",
        PHONE,
    ),
    ("fax, extension, ext, extn", EXTENSION),
    (
        "ssn, social security, social security number, social, social sec, ssn no, ssn number, national id, national id number, identity number, national identity number, national insurance, national insurance number, nino, aadhaar, aadhar, adhar, uidai, sin number, social insurance number, social insurance, id card, identity card, id number, id no, south african id, citizen id, personal number, personal id, personal identification number, identification number, nric, fin number, hkid, bvn, ni number, citizenship number, ssns",
        NATIONAL,
    ),
    (
        "tax, tax id, pan number, pan no, tin, taxpayer, tax number, itin, ein, vat, vat number, vat no, vat id, utr number, tax file number, tfn, abn, acn, pan, pan card, gst, gstin, gst number, tax reference, tax code, taxpayer identification, taxpayer number, business number, company number, employer identification number",
        TAX,
    ),
    (
        "mrn number, insurance code, insurance id, insurance policy, health policy, subscriber id, beneficiary number, medical file, chart number, nhs, nhs number, medicare, medicare number, medicaid, health insurance, health card, health id, health card number, health insurance number, patient number, patient id, mrn, medical record, medical record number, insurance number, mbi, npi, member id, provider number, provider identifier, medical license, dea, health plan",
        HEALTH_NUMBER,
    ),
    (
        "passport, passport number, passport no, passports, passport id, travel document",
        PASSPORT,
    ),
    (
        "driving licence, driving license, drivers license, driver s license, driver s licence, drivers licence, driver license, driver licence, licence number, license number, dl, dl no, dl number, license is, licence is, driver license number, driving licence number, my license, my licence, dln",
        LICENCE,
    ),
    (
        "password, passwords, pwd, passwd, pswd, passphrase, pass phrase, pass, psw, pw, passcode, login password, paswd, pasword, passward, passord, psswd, passwort, pass word, pword",
        PASSWORD,
    ),
    (
        "username, user name, userid, user id, login, login name, user, handle, screen name, account name, log in",
        USERNAME,
    ),
    ("ip, ip address, ipv4, ipv6, ip addr, ips, subnet", IP),
    (
        "mac, mac address, hardware address, ethernet, wifi address, bssid",
        MAC,
    ),
    (
        "wallet, bitcoin, btc, ethereum, eth, crypto, wallet address, litecoin, ltc, monero, xrp, usdt, tron, dogecoin, solana",
        WALLET,
    ),
    (
        "imei, imeis, device number, imei number, meid, imeisv",
        IMEI,
    ),
    (
        "vin, vehicle, plate, licence plate, license plate, number plate, registration number, chassis, chassis number, car registration, vehicle registration, reg number, vehicle identification number, registration plate, plate number, rego",
        VEHICLE,
    ),
    (
        "dob, date of birth, birth date, birthdate, birthday, born, born on, birth, d o b",
        BIRTH,
    ),
    (
        "api, api key, apikey, token, secret, access key, access token, client secret, private key, secret key, bearer, credentials, authorization, auth token, api token, key, keys, tokens, secrets, apitoken, accesskey, clientsecret, accesstoken, secretkey, webhook",
        SECRET,
    ),
    (
        "order, orders, order number, order no, order id, booking, booking number, reservation, confirmation, confirmation number, confirmation no, confirmation code, ticket, ticket number, case number, case, invoice, invoice number, tracking, tracking number, shipment, parcel, package, courier, reference, reference number, ref, ref no, transaction, transaction id, receipt, claim, claim number, policy number, request number, article, isbn, item, sku, product, product number, model, flight, flight number, coupon, voucher, promo, promo code, discount code, gift card, po number, purchase order, waybill, awb, delivery, consignment, batch, lot, part number, catalog, catalogue, ean, upc, barcode, docket, quote number, membership, loyalty, order ref, fedex, ups, dhl, usps",
        REFERENCE,
    ),
    (
        "version, build, revision, commit, sha, md5, sha1, sha256, hash, checksum, serial, serial number, error, error code, exception, kernel, pid, port, uuid, guid, id hash, timestamp, bytes, kb, mb, gb, bug, issue, release, package, firmware, driver, isbn, rev, svn, trace, hex, process, uid, gid, inode, sector, offset, address 0x, irq, packets, ping, ubuntu, debian, linux, windows, pixel, px, ms, resolution, log, sequence",
        TECHNICAL,
    ),
    (
        "price, cost, costs, total, amount, usd, dollars, dollar, euro, euros, eur, gbp, pounds, rand, zar, rupees, inr, pay, paid, fee, fees, balance, charge, charged, refund, quantity, qty, percent, people, persons, items, pieces, miles, km, kg, meters, feet, inches, points, times, million, billion, thousand, hundred, followers, views, likes, votes, members, population, bucks, cents, sum, salary, budget",
        AMOUNT,
    ),
    (
        "date, time, year, years, month, months, day, days, hour, hours, minutes, seconds, week, weeks, am, pm, january, february, march, april, may, june, july, august, september, october, november, december, monday, tuesday, wednesday, thursday, friday, saturday, sunday, today, tomorrow, tonight, yesterday, since, until, o clock, clock, jan, feb, mar, apr, jun, jul, aug, sep, oct, nov, dec",
        TIME,
    ),
    (
        "number, numbers, no, num, nr, code, digits, nos, nbr, numbr",
        NUMBER,
    ),
    (
        "is, are, was, it s, its, equals, as follows, following, be, it is, should be, will be, here, this is, with, of, to",
        IS,
    ),
    (
        "last, ending, ends, ends in, ending in, last four, last 4, last three, last five, first four, first 4, last digits, final digits, last four digits, last 4 digits, end with, ending with, ends with, digits of",
        ENDING,
    ),
    (
        "and, then, first, finally, dash, space, hyphen, minus, dot, point, slash, next, plus, comma, bracket, brackets, followed by, underscore, followed, by",
        CONNECT,
    ),
    (
        "forgot, forgotten, reset, change, changed, changing, lost, stolen, expired, policy, wrong, incorrect, protected, manager, recover, recovery, update, new, remember, invalid, required, requires, protection, hint, field, prompt, asks, asked, blocked, hashes, strength, generator, correct, different, working, set, swap",
        TALK,
    ),
    (
        "zip, zipcode, zip code, postcode, postal code, postal, zip codes, post code",
        POSTCODE,
    ),
    (
        "expiry, expiration, exp, expires, expiry date, valid until, valid thru, expiration date, exp date, good thru, valid till, expire, expiring",
        EXPIRY,
    ),
    (
        "diabetes, diabetic, hiv, hiv positive, aids, cancer, tumour, tumor, leukemia, leukaemia, lymphoma, melanoma, depression, bipolar, bipolar disorder, schizophrenia, anxiety disorder, panic disorder, ptsd, epilepsy, epileptic, asthma, asthmatic, hepatitis, hepatitis b, hepatitis c, tuberculosis, covid, arthritis, parkinson, parkinson s, alzheimer, alzheimer s, dementia, multiple sclerosis, lupus, crohn, crohn s disease, ulcerative colitis, psoriasis, eczema, hypertension, high blood pressure, stroke, heart attack, heart failure, angina, arrhythmia, atrial fibrillation, copd, pneumonia, migraine, migraines, adhd, autism, autistic, anorexia, bulimia, eating disorder, alcoholism, alcoholic, addiction, opioid, miscarriage, pregnant, pregnancy, abortion, infertility, ivf, endometriosis, gonorrhea, gonorrhoea, syphilis, chlamydia, herpes, std, sti, kidney failure, dialysis, cirrhosis, anemia, anaemia, thyroid, hypothyroidism, hyperthyroidism, osteoporosis, fibromyalgia, glaucoma, insulin, metformin, lisinopril, atorvastatin, simvastatin, amlodipine, losartan, omeprazole, levothyroxine, sertraline, fluoxetine, citalopram, escitalopram, prozac, zoloft, lexapro, xanax, alprazolam, diazepam, valium, lorazepam, clonazepam, lithium, quetiapine, seroquel, olanzapine, risperidone, aripiprazole, adderall, ritalin, methylphenidate, oxycodone, oxycontin, hydrocodone, morphine, fentanyl, tramadol, codeine, methadone, suboxone, gabapentin, pregabalin, lyrica, warfarin, eliquis, apixaban, xarelto, clopidogrel, prednisone, prednisolone, humira, methotrexate, tamoxifen, chemotherapy, chemo, radiotherapy, truvada, descovy, prep, antiretroviral, arv, viagra, sildenafil, ozempic, semaglutide, wegovy, salbutamol, ventolin, amoxicillin, doxycycline, antidepressant, antidepressants, antipsychotic",
        HEALTH,
    ),
    (
        "diagnosed, diagnosis, prescribed, prescription, medication, meds, medicine, suffer, suffering, suffers, symptoms, treatment, treated, therapy, doctor, hospital, surgery, patient, tested positive, test results, condition, disorder, disease, illness, sick, chronic, allergic, taking, dose, dosage, mg, clinic, gp, psychiatrist, oncologist, i have, i am, i m, my",
        HEALTH_CONTEXT,
    ),
    ("my, me, mine, i, our, we", SELF),
    (
        "what, what s, whats, send, give, provide, tell, share, confirm, enter, need, require, please, type, may i have, can i have, could i have, could you, can you, would you, let me have",
        ASK,
    ),
    (
        "whatsapp, telegram, messenger, facebook messenger, signal, wechat, viber, instagram, snapchat, skype, discord, imessage, dm me, personal email, private email, personal number, my gmail, kik, line app, facebook, slack, zoom",
        CHANNEL,
    ),
    (
        "at, arroba, arobase, chiocciola, malpa, snabel, apenstaartje, aet, klammeraffe",
        AT,
    ),
    ("id, identity, identification, ids", ID),
    (
        "address, street, lives at, live at, located, location, ship to, deliver to, delivered, shipping address, billing address, home address, postal address, mailing address, residing, reside, residence, resides, living at, addr",
        ADDRESS,
    ),
    (
        "name, named, mr, mrs, ms, dr, regards, sincerely, i am, i m, this is, speaking, full name, first name, last name, surname, name is, miss, sir, madam",
        NAME,
    ),
    ("is, are, was, were, reads", COPULA),
    // What is said of passwords without giving one.
    (
        "wrong, incorrect, not, no, expired, invalid, required, correct, right, ok, okay, too, in, on, at, a, an, and, or, but, his, her, our, their, been, being, has, have, had, does, did, do, can, could, will, would, should, must, may, might, if, when, where, why, how, what, which, who, working, work, works, lost, stolen, forgotten, forgot, reset, changed, change, changing, stored, saved, same, different, easy, hard, weak, strong, long, short, empty, blank, missing, needed, necessary, protected, case, sensitive, also, still, already, so, very, really, here, there, please, help, thanks, thank, them, he, they, she, with, without, by, from, as, because, since, after, before, than, then, only, just, never, always, again, back, something, field, box, page, screen, prompt, hint, manager, policy, policies, link, email, protection, requirements, requirement, generator, length, strength, safe, secure, default, known, unknown, login, account, accounts, security, codes, name, username, user, details, information, info, card, request, requests, question, questions, issue, issues, problem, problems, error, errors, asked, ask, asking, keeps, keep, getting, get, got, won, doesn, didn, isn, don, cannot, unable, accepted, rejected, locked, blocked, recovery, recover, recovered, hash, hashes, hashed, encrypted, encryption, authentication, access, file, files, root, sudo, prompts, dialog, option, options, settings, setting, up, out, off, into, about, over, under, until, fine, good, great, bad, broken, gone, perfect, valid, attempts, attempt, tries, times, fields, expires, expire, fails, failed, fail, failing, denied, mismatch, match, matches, matching, confirmed, verified, updated, removed, deleted, disabled, enabled, visible, hidden, public, private, shown, showing, displayed, copied, pasted, written, weird, strange, odd, simple, complex, similar, identical, exactly, enough, less, more, between, via, using, every, each, both, either, neither, while, during, through, like, important",
        NOT_VALUE,
    ),
    // Passes that open gates.
    (
        "boarding pass, season pass, day pass, bus pass, travel pass, rail pass, ski pass, pass rate, pass mark, annual pass, guest pass, free pass",
        REFERENCE,
    ),
    (
        "wifi password, wifi key, wi fi key, wi fi password, network key, wpa key, security key, secret word, memorable word, p w, pass key, passkey, my pass, psswrd, passwrd, pssword, passw0rd",
        PASSWORD,
    ),
    (
        "routing transit number, aba number, aba no, aba routing, wire routing, transit code, institution number, branch number, bank branch, bsb number, sort codes, ifs code, ifsc number, swift routing, clearing number, account and routing, branch transit",
        ROUTING,
    ),
    (
        "acct no, acct num, acct number, accountnumber, account nr, account num, account id number, bank acct, checking account number, savings account number, a c number, iban or account, payee account, beneficiary account, salary account, chequing account, giro account, nuban, bank number",
        ACCOUNT,
    ),
    // As people mistype them.
    (
        "passpord, pssport, passprot, passort, passeport number, pasport no, passport nubmer, pasaport no, passportnumber",
        PASSPORT,
    ),
    (
        "acount, accout, acconut, accont, accoutn, acccount, acoount, accuont, bank acc, kontonumer, konto numer",
        ACCOUNT,
    ),
    (
        "liscense, lisence, lisense, licsense, lincense, licens, licenes, drivers lisence, driving lisence, driver lic, drivers lic",
        LICENCE,
    ),
    (
        "passwrod, passowrd, passwored, passsword, pasowrd, paswrod, passwod, pssword, passwprd, psasword, contrasenia, contrasenna, mot de pass, pasvort, paswort",
        PASSWORD,
    ),
    (
        "social securty, social secuirty, social securtiy, social secruity, soical security, socail security, socal security, soc sec, seguridad social, sosial security, natinal id, nationl id",
        NATIONAL,
    ),
    (
        "phnoe, phoen, fone, telehpone, telephon, telphone, telepone, moblie, mobil no, celphone, telefonnumer, telefno",
        PHONE,
    ),
    ("emial, eamil, emal, emali, e mial, gmial, mial", EMAIL),
    (
        "crad, crdit card, cerdit card, creditcrad, credit crad, debit crad, debti card, carte banquaire",
        CARD,
    ),
    (
        "nubmer, nmber, numebr, nuber, numbre, numbr, nummber, nubmr, numero",
        NUMBER,
    ),
    (
        "medicre, medicar, insurence, insuranse, insurance nubmer, helth insurance",
        HEALTH_NUMBER,
    ),
    ("rounting, routing nubmer, ruting, sortcode", ROUTING),
];
