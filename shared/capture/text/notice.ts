/** Where the notice of law below a signature begins: registers, directors, secrecy. */
export const NOTICE =
  /^(?:geschäftsführ(?:er|erin|ung)|sitz der|registergericht|amtsgericht|handelsregister|hr[ab]\b|ust-?id|vat\b|registered (?:in|office)|company (?:no|number|registration)|this (?:e-?mail|message)|the information (?:in|contained)|confidential|disclaimer|diese e-?mail|der inhalt dieser|ce (?:message|courriel|mail)|este (?:mensaje|correo)|please consider|bitte denken|pensez à|本邮件|此邮件|本メール)/iu;
