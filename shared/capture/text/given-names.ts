import { nameWords } from './names.ts';

/**
 * First names that are common in many countries, without accents. They never make a name by themselves: they tell `Sarah Lind`
 * from `Quick Links` where a page gives other signs of a person.
 */
const GIVEN: ReadonlySet<string> = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian ' +
    'george timothy ronald edward jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander patrick frank ' +
    'raymond jack dennis jerry tyler aaron jose adam nathan henry zachary douglas peter kyle noah ethan jeremy christian walter keith austin roger terry sean gerald carl ' +
    'dylan harold jordan jesse bryan lawrence arthur gabriel bruce logan billy joe alan juan elijah willie albert wayne randy mason vincent liam roy bobby caleb bradley ' +
    'russell lucas philip phillip eugene craig glenn neil barry howard leonard curtis fred dale stanley bill bob jim tom mike dave steve chris dan matt tony ken jeff greg ' +
    'rick ron don doug ted ed tim nick ben sam max leo oscar hugh ian simon stuart graham nigel clive trevor derek colin malcolm geoff rupert alastair angus hamish euan ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa ' +
    'deborah stephanie dorothy rebecca sharon laura cynthia amy kathleen angela shirley brenda emma anna pamela nicole samantha katherine christine helen debra rachel ' +
    'carolyn janet maria catherine heather diane olivia julie joyce victoria ruth virginia lauren kelly christina joan evelyn judith andrea hannah megan cheryl jacqueline ' +
    'martha madison teresa gloria sara janice ann kathryn abigail sophia frances jean alice judy isabella julia grace amber denise danielle marilyn beverly charlotte ' +
    'natalie theresa diana brittany doris kayla alexis lori marie anne ellen cathy kathy sue debbie peggy tina wendy tracy robin dawn gail holly april erin leslie lynn ' +
    'jill kate katie beth becky jenny vicki sheila paula bonnie anita phyllis norma crystal tiffany dana stacy stacey renee kristin kristen kristina kerry fiona claire ' +
    'lucy gemma hazel isla imogen phoebe harriet georgina philippa bridget siobhan niamh aoife ciara sinead orla liz meg joanne joanna marcia rhonda yvonne glenda elaine ' +
    'phil stu herb hank walt gus ned chuck glen pete russ stan sid vince wes zach drew ross blake chad brett brad bret kurt kirk lloyd lyle marty mitch ' +
    'monte murray nate noel owen perry quinn reid rex sheldon trent troy vern vernon wade warren alec alfred archie barney basil bert byron carlton cecil ' +
    'clarence claude clifford clint clyde cody cory dwayne dwight eddie edgar edmund ellis elmer ernest ernie ervin everett floyd forrest frankie freddie ' +
    'gabe gavin gilbert gordon grady harvey herbert herman homer horace hubert ira irving isaac jackie jake jared jay jeffery jimmie jimmy joel joey ' +
    'johnny jon josh julian julius kelvin kristopher lamar lee leland leroy lester lewis lonnie louie lowell luther mack marcus marion marshall marvin ' +
    'maurice maxwell melvin micheal mickey milton morris myron nathaniel neal nelson norman orville otis percy preston ralph randall randolph reginald ' +
    'rickey ricky rodney roland roman ronnie rudolph rufus russel sammy seth shane shannon shaun sherman sidney spencer stewart sylvester taylor terrance ' +
    'terrence theodore toby todd tommy travis tyrone virgil wallace wendell wilbert wilbur wilfred willard winston woodrow abby ada addie adele adrienne ' +
    'agnes aileen alberta alexandra alison allison alma alyssa amelia angelica angelina angie annette annie arlene audrey ava bernadette bernice bertha ' +
    'bessie billie bobbie bridgette brooke candace candice carla carole caroline carrie cassandra cassie cecilia celeste charlene cheri cherie christie ' +
    'christy cindy clara colleen connie cora courtney daphne darla darlene deanna dee deanne delia della delores desiree dianne dora doreen dorothea ' +
    'eileen eleanor elise eliza ella elsa elsie elvira erica erika ernestine ethel eunice eve faye felicia francine gabrielle gayle geneva geraldine ' +
    'gertrude gina gladys glenda gretchen guadalupe gwen gwendolyn hattie henrietta hilda ida inez irma isabel jacquelyn jana jane janelle janie janine ' +
    'jasmine jayne jeanette jeanne jeannie jenna jennie jessie jo joann jocelyn jodi jody joni josephine josie joy joyce juanita juliet june justine kari ' +
    'karla kathie kathrine katrina kay kaye kellie kelli kendra kerri kim kimberley krista kristi kristy lana laurie leah leann leanne leigh lenora leona ' +
    'leticia lila lillian lillie lily lindsay lindsey lois lola loretta lorna lorraine louise lucille lucinda lydia lynda lynette lynne mabel madeline mae ' +
    'maggie mamie mandy marci marcy margarita margie margo marguerite marian marianne marina marjorie marla marlene marsha maryann matilda maureen maxine ' +
    'meredith mildred millie mindy minnie miranda mollie molly mona muriel myra myrna naomi natasha nell nellie noel nora noreen paige pam patsy patti ' +
    'patty penelope penny polly priscilla rachael ramona rebekah rhoda rita robyn rochelle rosalie rosalind rosemarie rosemary roxanne ruby sabrina sadie ' +
    'sally sasha selena serena shari shauna shawna shelby shelley shelly sheri sherri sherry sheryl sonya stacie stella susana susie suzanne suzette ' +
    'sylvia tabitha tamara tami tammy tanya tara teri terri tessa thelma tonya traci trina trisha trudy valarie vanessa velma verna vickie vicky viola ' +
    'vivian wanda whitney wilma winifred yvette ' +
    'hans peter klaus jurgen dieter manfred uwe wolfgang bernd helmut gerhard werner horst rainer ralf rolf stefan andreas thomas markus martin jan jens sven torsten ' +
    'thorsten matthias florian tobias sebastian felix lukas jonas moritz philipp fabian dominik marcel oliver dirk frank heiko holger ingo kai karl ludwig mathias norbert ' +
    'otto reinhard rudiger ulrich volker winfried sabine petra monika renate ursula brigitte gisela ingrid heike birgit claudia susanne martina kerstin silke anja katrin ' +
    'katja nadine nicole sandra stefanie tanja julia anke antje astrid barbel beate bettina britta christa cornelia doris elke gabriele hannelore heidi helga ilse jutta ' +
    'karin kathrin lena leonie marlies mia miriam nina regina sigrid silvia simone sonja tina ulrike ute verena vera yvonne lea lina greta frieda johanna annika inga ' +
    'jean pierre michel andre philippe rene louis alain jacques bernard marcel daniel roger robert claude christian henri francois laurent olivier pascal thierry nicolas ' +
    'julien sebastien guillaume antoine mathieu matthieu benoit cedric damien didier dominique emmanuel etienne fabrice frederic gerard gilles herve jerome luc marc ' +
    'maxime pierrick quentin raphael remi romain stephane sylvain thibault valentin vincent xavier yann yves marie nathalie isabelle sylvie catherine francoise monique ' +
    'valerie sandrine veronique celine aurelie camille chantal cecile delphine elodie emilie florence genevieve helene juliette laurence manon mathilde mireille ' +
    'nadia odile pauline sophie stephanie virginie corinne amelie lucie chloe ines margaux ' +
    'antonio manuel jose francisco david juan javier miguel angel jesus carlos alejandro rafael pedro fernando luis sergio pablo jorge alberto diego adrian alvaro raul ' +
    'enrique ivan ramon vicente ruben oscar andres joaquin santiago eduardo victor mario ignacio salvador alfonso gonzalo ricardo emilio guillermo julio gustavo hugo ' +
    'carmen josefa isabel ana dolores pilar teresa rosa cristina angeles antonia francisca lucia elena concepcion manuela mercedes luisa rosario juana raquel beatriz ' +
    'montserrat silvia irene rocio marta patricia yolanda alicia sonia nuria esther alba celia noelia veronica lorena natalia blanca gabriela valeria ximena mariana ' +
    'marco andrea giuseppe giovanni luigi francesco angelo roberto paolo massimo stefano alessandro luca matteo lorenzo davide federico simone fabio giorgio claudio ' +
    'riccardo pietro enrico sergio maurizio vincenzo salvatore domenico giulia chiara federica francesca valentina alessandra elisa giorgia silvia paola laura roberta ' +
    'joao paulo pedro tiago rui nuno bruno rodrigo thiago gustavo leonardo fabiano marcelo fernanda juliana camila leticia larissa mariana aline ' +
    'jan piet kees willem hendrik johan gerrit joost maarten bas sander jeroen daan thijs sanne anneke marijke femke lotte inge wouter koen bram pieter ' +
    'lars erik anders johan per nils karl olof magnus bjorn mats henrik mikael fredrik gustav axel oskar emil ole kare terje knut geir trond kjell rune morten jesper ' +
    'soren niels jorgen rasmus mads mette lone kirsten inger astrid sigrid ingrid solveig liv anne-marie britt ulla gunilla birgitta kerstin maja elin tove ida juha ' +
    'mikko antti matti jukka timo kari pekka jari marja paivi tuula aino sirpa piotr krzysztof andrzej tomasz pawel marcin michal jakub wojciech agnieszka katarzyna ' +
    'malgorzata joanna magdalena ewa barbara pavel petr jiri tomas martin zdenek milan vaclav jana eva hana lenka katerina ivana istvan laszlo zoltan ferenc gabor attila ' +
    'zsuzsanna katalin ion andrei mihai elena ioana dmitri sergei vladimir alexei nikolai ivan mikhail olga tatiana natalia irina svetlana ekaterina anastasia yelena ' +
    'mehmet mustafa ahmet ali huseyin hasan ibrahim ismail osman yusuf murat omer fatma ayse emine hatice zeynep elif meryem deniz kemal emre ' +
    'mohammed mohamed muhammad ahmed mahmoud omar khaled hassan hussein youssef tariq karim samir rashid nasser faisal fatima aisha mariam layla leila noor amina zahra ' +
    'raj rajesh suresh ramesh mahesh anil sunil vijay sanjay ajay ravi amit rahul arjun vikram ashok deepak manoj pradeep rakesh sandeep kumar priya anjali neha pooja ' +
    'kavita sunita anita meena lakshmi divya shreya swati rekha geeta kiran kanu geetika nisha ' +
    'wei fang li ming jun jie yan hong xin yu lin lei hui ying xiaoming jing na min qiang ping bo chen hao kai tao yang ' +
    'hiroshi takashi kenji akira satoshi makoto kazuo yuki yoko keiko akiko sachiko naoko haruka sakura daisuke kenta shota takeshi ' +
    'minho jiho jisoo hyun sung young minh nguyen thanh huong lan linh tuan dung siti budi agus putri'
  ).split(' '),
);

/** True where a name has a common first name in it. */
export function hasGivenName(name: string): boolean {
  return nameWords(name).some((word, index) => index < 3 && GIVEN.has(word));
}
