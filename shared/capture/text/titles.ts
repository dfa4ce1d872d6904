import { hasCjk } from './names.ts';

/** Words that make a short line a job title, in the languages of signatures; each stands as a whole word or ends one (German). */
const ROLE =
  /\b(?:ceo|cto|cfo|coo|cio|cmo|cso|cpo|ciso|vp|svp|evp|md|president|chair(?:man|woman|person)?|founder|co-?founder|owner|partner|principal|director|manager|supervisor|head|chief|lead|leader|officer|executive|buyer|purchaser|engineer|developer|programmer|architect|designer|analyst|consultant|advisor|adviser|assistant|associate|coordinator|administrator|accountant|controller|auditor|specialist|technician|representative|rep|agent|clerk|secretary|receptionist|planner|scientist|researcher|professor|lecturer|teacher|physician|nurse|lawyer|attorney|solicitor|counsel|editor|writer|journalist|merchandiser|strategist|estimator|superintendent|foreman|trainer|recruiter|chef|pharmacist|broker|realtor|mayor(?!\s*,?\s*\d)|councilmember|councilman|councilwoman|alderman|recorder|commissioner|treasurer|trustee|dean|provost|registrar|bursar|librarian|curator|chaplain|pastor|rector|principal|superintendent|ombudsman|coach|projectionist|florist|webmaster|mgr|asst|intern|trainee|operator|inspector|sales|procurement|purchasing|logistics lead)\b|\b\p{L}*(?:geschäftsführ(?:er|erin|ung)|leiter|leiterin|leitung|vorstand|prokurist|prokuristin|inhaber|inhaberin|einkäufer|einkäuferin|verkäufer|verkäuferin|berater|beraterin|referent|referentin|sachbearbeiter|sachbearbeiterin|ingenieur|ingenieurin|entwickler|entwicklerin|assistenz|assistentin|buchhalter|buchhalterin|mitarbeiter|mitarbeiterin|vertrieb|einkauf|disponent|disponentin|meister|techniker|technikerin|architektin|gesellschafter|gesellschafterin|teamleitung|sekretariat|kaufmann|kauffrau)\b|\b(?:directeur|directrice|gérante?|responsable|acheteur|acheteuse|chargée?|cheffe|ingénieure?|conseill(?:er|ère)|comptable|commerciale?|assistante|technicien(?:ne)?|président(?:e)?|fondat(?:eur|rice)|associée?|secrétaire|vendeur|vendeuse|consultante|juriste|avocate?|développeu(?:r|se))(?![\p{L}])|\b(?:director[a]?|gerente|jef[ea]|responsable|comprador[a]?|comercial|ingenier[oa]|asesor[a]?|administrativ[oa]|contable|coordinador[a]?|encargad[oa]|técnic[oa]|president[ea]|fundador[a]?|soci[oa]|secretari[oa]|vendedor[a]?|desarrollador[a]?|abogad[oa]|consultor[a]?|propietari[oa])(?![\p{L}])/iu;
const CJK_ROLE =
  /(?:总经理|總經理|总裁|總裁|董事长|董事長|董事|副总|副總|经理|經理|主管|主任|总监|總監|部长|部長|科长|科長|课长|課長|处长|專員|专员|助理|工程师|工程師|采购员|採購員|采购|採購|销售代表|业务员|業務員|业务代表|顾问|顧問|会计|會計|秘书|秘書|厂长|廠長|店长|店長|创始人|創辦人|合伙人|负责人|負責人|代表取締役|取締役|社長|副社長|専務|常務|執行役員|本部長|室長|係長|次長|主任|担当|営業|マネージャー|エンジニア|ディレクター|リーダー|アシスタント|コンサルタント|대표|이사|부장|과장|팀장|매니저)/u;
/** Words of sentences and of departments or companies, not of titles. */
const NOT_TITLE =
  /\b(?:please|confidential|intended|recipient|registered|email|e-mail|www|http|is|are|was|have|has|will|would|this|that|you|your|amtsgericht|handelsregister|registergericht|ust|vat|sitz|aufsichtsrat|gmbh|ltd|llc|inc|corp|s\.l|sarl|hotline)\b/iu;
/** Notices of law name managers who did not write the mail. */
const NOTICE = /^(?:geschäftsführ(?:er|erin|ung)|vorstand|managing directors?|directors?|vorsitzender?|gérant|inhaber)\s*(?:\(.{0,10}\))?\s*[:：]/iu;

/** True where a short text is the title of a person: `Head of Purchasing`, `Einkaufsleiterin`, `采购经理`. */
export function looksLikeTitle(segment: string): boolean {
  const text = segment.trim();
  if (text.length < 2 || text.length > 70 || /[@\d]{3,}|[@:：]|https?:|www\./iu.test(text) || NOTICE.test(text) || NOT_TITLE.test(text)) {
    return false;
  }
  if (hasCjk(text)) {
    return text.length <= 20 && CJK_ROLE.test(text) && !/[。，！？]|公司|株式会社|有限会社/u.test(text);
  }
  return ROLE.test(text) && text.split(/\s+/u).length <= 8 && !/[.!?]$/u.test(text.replace(/\b\p{L}{1,4}\.$/u, '')) && !/^\p{Ll}/u.test(text);
}

/** True for the name of a department, which is neither a title nor a company. */
export function looksLikeDepartment(segment: string): boolean {
  return /\b(?:department|dept\.?|division|team|unit|abteilung|bereich|referat|service|département|departamento|área)\b|部$|部门|課$/iu.test(
    segment.trim(),
  );
}
