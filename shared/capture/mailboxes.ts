/** Words that stand before the `@` of mailboxes that departments read, in the languages that signatures are read in. */
export const SHARED_LOCAL_PARTS: ReadonlySet<string> = new Set(
  (
    'info information hello hi hey contact contacts contactus kontakt kontakte contacto contato contatti mail email post office admin administration ' +
    'administracion administrator sales salesteam verkauf vertrieb ventas ventes vendite vente commercial comercial commerciale marketing ' +
    'support helpdesk help hilfe service services servicedesk kundenservice kundendienst customerservice customercare customer care clients ' +
    'serviceclient sav atencion atencionalcliente billing invoice invoices rechnung rechnungen facturation facturacion factures accounting ' +
    'accounts accountspayable buchhaltung contabilidad comptabilite compta finance finanzen einkauf purchasing procurement compras achats orders order ' +
    'bestellung bestellungen bestellen pedidos commandes shop store webshop booking bookings reservation reservations reservas reservierung ' +
    'jobs job career careers karriere bewerbung recruiting recruitment hr personal rrhh press presse prensa media pr legal privacy datenschutz ' +
    'dpo webmaster hostmaster postmaster abuse security it team zentrale empfang reception recepcion accueil secretariat secretaria sekretariat ' +
    'general enquiries enquiry inquiries inquiry anfrage anfragen feedback newsletter news events export import logistics logistik versand ' +
    'warehouse lager gerencia direction direccion buero kantoor shipping returns retouren warranty'
  ).split(' '),
);

/** Local parts that only programs write from; compared without dots and dashes, and by their first word. */
export const MACHINE_LOCAL_PARTS: ReadonlySet<string> = new Set(
  (
    'noreply donotreply dontreply noresponse nepasrepondre noresponder nichtantworten mailerdaemon postmaster bounce bounces listserv majordomo ' +
    'mailman notification notifications notify notifier alert alerts automated automailer autoresponder newsletter newsletters mailinglist ' +
    'mailings calendarnotification invitations daemon cron root nobody system robot unsubscribe returnpath'
  ).split(' '),
);

/** Domains of mail for everybody. */
export const FREEMAIL_DOMAINS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com aol.com icloud.com me.com mac.com msn.com mail.com email.com usa.com fastmail.com fastmail.fm hey.com hushmail.com ' +
    'rocketmail.com ymail.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com inbox.com inbox.lv ' +
    'zohomail.com zohomail.eu comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com ' +
    'gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de arcor.de posteo.de posteo.net mailbox.org online.de kabelmail.de ' +
    'vodafone.de bluewin.ch sunrise.ch aon.at chello.at orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr ' +
    'libero.it virgilio.it tin.it tiscali.it alice.it telefonica.net terra.es ono.com terra.com.br uol.com.br bol.com.br ig.com.br sapo.pt ' +
    'btinternet.com btopenworld.com sky.com talktalk.net virginmedia.com ntlworld.com blueyonder.co.uk o2.co.uk ziggo.nl kpnmail.nl planet.nl ' +
    'xs4all.nl home.nl telenet.be skynet.be proximus.be seznam.cz centrum.cz email.cz wp.pl o2.pl onet.pl onet.eu interia.pl poczta.fm op.pl ' +
    'mail.ru bk.ru inbox.ru list.ru internet.ru yandex.ru yandex.com ya.ru rambler.ru ukr.net i.ua abv.bg freemail.hu citromail.hu telia.com ' +
    'qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com vip.126.com 188.com sina.com sina.cn vip.sina.com sohu.com 139.com 189.cn ' +
    'wo.cn 21cn.com tom.com aliyun.com 263.net hinet.net pchome.com.tw seed.net.tw netvigator.com naver.com hanmail.net daum.net nate.com ' +
    'docomo.ne.jp ezweb.ne.jp softbank.ne.jp i.softbank.jp au.com nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp rediffmail.com ' +
    'bigpond.com bigpond.net.au optusnet.com.au xtra.co.nz rogers.com sympatico.ca shaw.ca telus.net videotron.ca duck.com mozmail.com'
  ).split(' '),
);

/** Providers that have one domain for each country: `yahoo.co.jp`, `hotmail.fr`. */
export const FREEMAIL_FAMILIES: ReadonlySet<string> = new Set(['yahoo', 'hotmail', 'outlook', 'live', 'gmx', 'ymail', 'tiscali', 'yandex']);
