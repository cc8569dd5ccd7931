"""Given names as people use them: forms of one name, and names in their own right. Data, to be added to.

`SAME_NAME` holds one name a line in the forms it takes: short forms, spellings, languages. `OTHER_NAMES` adds names
that a slip of the keys could turn into another. A name in either is a real one, so that Ella is never taken for a
mistyped Ellie: twins are often named alike (MIS-4).
"""

SAME_NAME = """
aaron aron arron ron ronnie
abdul abdel abdal
abdullah abdulla abdallah
abigail abbie abby abi gail abigale
adam adem
adrian ade adrien
agnieszka aga agnes
aisha ayesha aysha aishah aesha ayisha
alan allan allen al alun
albert al bert bertie albie
aleksandra alexandra alex lexi lexie sandra ola alexa sasha
alexander alex aleksander alec al sasha xander alexandr aleksandr alistair alasdair sandy olek
ali aly
alice alicja ally
alison allison ali
amelia amelie millie amy
amina aminah ameena
amy aimee ami
andrew andy drew andrzej andre andrei
angela angie
anna ania anya anne ann annie
anne ann annie anna
anthony tony antony ant antoni anton
arthur art artie artur
barbara barb babs basia
benjamin ben benny benji
bernard bernie
bethany beth
bradley brad
brian bryan bryn
cameron cam kameron
caroline carolyn carrie caz karolina
catherine katherine kathryn cath cathy kate katie kathy katy kat kitty catharine cathryn katharine katarzyna kasia
charles charlie chas chuck karol
charlotte charlie lottie lotte char
chloe khloe
christian kristian chris
christine christina chris chrissy tina kristina krystyna
christopher chris kris topher krzysztof kit
claire clare clair
connor conor conner
craig kraig
cynthia cindy
daniel dan danny daniyal
danielle dani daniella daniela
darren daren darran
david dave davey dafydd dawid davie
deborah debra debbie deb
dennis denis den
derek derrick deryck
dominic dom dominik dominick
donald don donny
dorothy dot dottie
dylan dillon
edward ed eddie ted teddy ned edek
eilidh ailie
eleanor ellie nell nora elinor elena
elizabeth liz lizzie beth betty eliza elspeth lisa betsy libby elisabeth elzbieta elisa
ella elle
ellen nell ellie elen
emily em emmie emilia millie emilie
emma em
ethan ethen
fatima fatimah fatma fathima
filip philip phil
florence flo florrie
frances fran francesca frankie francis
francis frank frankie fran franciszek frances
frederick fred freddie frederic fryderyk
gabriel gabe gabriela
gareth gary gaz
geoffrey geoff jeff jeffrey
george georgie jerzy georg
georgina georgia georgie
gerald gerry jerry
gerard gerry jerry
glen glenn glyn
grace gracie
graham graeme grahame
gregory greg gregor grzegorz
hannah hanna hana
harold harry hal
harriet hattie harri
harrison harry
hassan hasan hassaan
hayley hailey haley hayleigh
heather hev
helen helena lena elen
henry harry hal hank henryk
hollie holly holli
hussain hussein husain hussien hossein
ibrahim ebrahim abraham ibraheem
imran emran
irene rene
isaac isaak izaak
isabella isabelle bella isabel izzy izabella izabela isobel bel izzie isobelle
isla
jack jackie jacek
jacob jakub kuba jake jakob yakub yaqub
jacqueline jackie jacqui
jade jayde
james jim jimmy jamie jay
jan john johann
jane jayne janie
janet jan
janice jan janis
jason jase jay
jayden jaden jaydon jaiden jay
jean jeanne jeannie gene
jennifer jen jenny jenni jenna
jeremy jem jez jerry
jessica jess jessie
joanna joanne jo joan johanna asia
john johnny jon jonny jan
jonathan jon jonny jonathon johnathan nathan
jordan jordon jourdan
joseph joe joey jozef josef yusuf yousef
joshua josh
judith judy jude
julia julie julka
julie jules julia
karen karin karyn
karl carl
katherine katie kate kathy
kayleigh kayley kaylee keeley
keith kieth
kelly kellie keli
kenneth ken kenny
kevin kev
khadija khadijah khadeeja
kieran kieron ciaran kieren
kimberley kim kimberly
kirsty kirstie
kyle kile
laura laurie
lauren loren lauryn
lawrence laurence larry laurie
leah lea leia
leanne lianne leigh-anne
leonard len lenny leo
leslie les lesley
lewis louis lou louie luis
lillian lily lilian lilly
linda lynda lin
liam william
louise lou lulu
lucy lucie luce lucia
luke lukas lucas lukasz luca
lynn lynne lyn
maciej maciek
madeleine maddie madeline maddy
malcolm mal
malgorzata gosia margaret
margaret maggie meg peggy greta marge margot
maria mary marie mariam maryam
mark marc marek
martin marty martyn marcin
mary molly polly mae may marie
mateusz matthew mati
matthew matt mathew matty mateo
maurice mo morris
max maximilian maxwell maxim
megan meg meghan meagan
melanie mel
melissa mel lissa
michael mike mick mickey mikey michal micheal mikhail mitchell
michelle shell chelle mischelle
miriam mim
mohammed mohammad muhammad mohamed muhammed mohamad mohammod muhamed mo md mohd mehmet
mustafa mustapha moustafa
naomi noemi
natalie nat natalia nathalie
natasha tasha tash
nathan nate nat
nathaniel nate nat nathan
neil neal niall
niamh niav neve neeve nieve
nicholas nick nicky nico nicolas mikolaj nikolas
nicola nicky nikki nic
nicole nicky nikki nicola
oliver ollie olly oli oliwer
olivia liv livvy oliwia libby
oluwaseun seun
oluwatobi tobi
oluwafemi femi
oluwaseyi seyi
omar umar omer
oscar oskar
owen owain
pamela pam
patricia pat patsy trish tricia patrycja
patrick pat paddy patryk padraig
paul pawel pavel
pauline paula
peter pete piotr petr
philip phil phillip pip
rachel rachael rach raquel
rebecca becky becca bex rebekah becs
reece rhys rees reese
rhiannon rhi
richard rich rick ricky dick ryszard richie
robert rob bob bobby robbie bert robin
roger rodge
ronald ron ronnie
rosemary rose rosie
roxanne roxy
ruth ruthie
ryan rian
sabrina brina
said saeed sayed
salma selma
samantha sam sammy
samuel sam sammy
sandra sandy
sara sarah
sean shaun shawn shane
sebastian seb bastian
sharon shaz
sheila shelagh
shirley shirl
sian shan
simon si szymon
siobhan shivaun shevaun
sophie sophia sofia zofia soph
stanislaw stan
stephanie steph stefanie
steven stephen steve stevie stefan stephan
stuart stewart stu
susan sue susie suzanne suzie zuzanna susanna
syed sayed sayyid
sylvia silvia
tamara tammy
teresa theresa terry tess tessa
terence terry terrence
thomas tom tommy tomasz tomas
thi-mai mai
timothy tim timmy
toby tobias
tracey tracy
tyler ty
valerie val
vanessa nessa
veronica ronnie weronika
victor vic wiktor
victoria vicky tori vikki wiktoria
vincent vince vinny
wayne wain
william will bill billy liam wil willy willie wilhelm
yasmin yasmine jasmine jasmin yas
youssef yusuf yousef yusef
yvonne eve
zachary zach zac zak zack zakariya
zainab zaynab zeinab
zoe zoey zoie zowie
"""

OTHER_NAMES = """
ada adelaide adele aidan aiden aila aimen alana alannah alastair alba aled alesha alfie alina alisa alisha alison
allegra alma alyson alyssa amal amanda amani amara amaya amber ambrose amir amirah an anas anastasia anaya andra
andrea angelina anh anika anisa anita anjali annabel annabelle annalise annika ansh antonia antonio anwen aoife
april arabella archie ariana ariel ariella arjun arlo armani arnold arun arwen aryan asha asher ashley ashton asif
asma atif aubrey audrey augustus aurelia aurora austin ava avery aya ayaan ayan ayat ayla ayman aziz azra bailey
barry beatrice becca belinda beryl bianca bilal blake blanche bobbi bonnie brandon brenda brett brooke brooklyn
bruce bryony caitlin caitlyn caleb callum calvin camilla camille carina carla carlos carly carmel carmen carol
carole carter carys casey cassandra cassidy cecil cecilia celia celine cerys chanel chantal chantelle charlene
chelsea cheryl cian clara clarissa clementine cleo clifford clive cody cole colin conrad constance cora cordelia
cosmo courtney curtis cyril daisy dale damian damien dana darcey darcy daria dario darius darnell dawn deacon dean
declan delilah demi denise derry desmond destiny devon dexter diana diane diego dina donna dorian dougal douglas
drake duncan eamon earl ebony eden edith eileen eira elaine eli eliana elias elijah elisha elissa eliza elliot
elliott ellis elodie elouise elsa elsie elton emerson emilio emmanuel enid enzo eric erica erik erin ernest eryn
esha esme esther ethel eugene eunice eva evan evelyn evie ewan ezekiel ezra fabian faith farah farhan faris fatou
fay faye felicity fergus fern fernando finlay finley finn fiona fletcher flora flynn frankie frederica freya gaia
garry gavin gemma genevieve georgette geraldine gerda giles gillian gina gino gloria gordon guy gwen gwendolyn ha
habib hadi hafsa hal hamza hania haris harley haroon harper hasnain hazel hector hettie hoa hope howard hugh hugo
humza hunter ian ida idris ilyas imad imani imogen inaya indi indie ines iqra ira iris isa isaiah ishaan ismail
israel ivan ivor ivy jack jackson jaime janine jared jasmin jasper jay jaya jayne jedidiah jemima jemma jenna
jensen jenson jerome jesse jill joan joanie jodie joel jonah jordana jorge josephine josiah josie joy joyce juan
juanita jude julian juliana julianna juliet justin kadiatu kai kamil kamila karim karla kasper katarina kate
katelyn kathleen katia katrina kay kaya kayden keanu keegan keira keisha kelsey kendra kenzie kenzo kerry kia kian
kiera kim kira kiran kirsten kobe kofi kwabena kwame kyra lacey lachlan lan lana lara larissa leander lee leigh
leila lena lennox leo leon leona leonie leroy leticia levi lewie lex leyla lia liana lila lilah lillie lily lincoln
linh lisa livia lloyd logan lois lola lorcan lorena lorenzo lorna lorraine lottie luca luella luis luisa lukasz
luna lydia lyla lyra mabel mackenzie maddox maeve magdalena maha mai maisie malachi malak malik manuel mara marcel
marcella marcia marcus mariah marian mariana marilla marilyn marina marion marjorie marla marley marlon marta
martha marvin mason matei matilda mattie maud maureen maxine maya melody melvin merlin mia micah mikaela mila milan
miles milly milo mina minh minnie mira miranda mohini mohsin moira mollie molly mona monica morag morgan morwenna
muhsin munira muriel musa mya myla myles nabil nadia nadim nadine nadira nahla naila naima najma nancy naomi nasir
nasra natalia natan nathania ned neela neha nell nelson nga ngoc nhi nia nick nicolette nigel nikhil nikita nimra
nina ninah noah noel noor nora noreen norma norman nova nuria octavia odette olga omari opal ophelia orla orlando
osman otis otto palmer paloma paris parker pearl penelope penny percy petra phoebe phyllis piper pippa poppy portia
precious priscilla priya quentin quinn rafael rafe rahim rahul raina raj ralph rana rania rashid raya rayan raymond
rayyan reem regan reggie rehan remi rene renee reuben rex rhea rida riley rita river robyn rocco rocky rodney
roisin roland roma roman romeo ronan rory rosa rosalie rosalind rosanna rose rosie ross rowan rowena roxana roy
ruby rufus rukhsana rupert russell ryder sabina sadie safa safiya sahar sahil saira sakina salim sally salman
salome samara samia samir samira samson sana sanaa santiago saoirse sasha saul savannah scarlett scott sean selena
selina selma seren serena seth shahid shanice shannen shannon sharif shauna shea sheena shelby shiloh shira shreya
sia sidney sienna simone skye sofiya solomon sonia sonny soraya spencer stacey stacy stanley stella stevie suhaib
sumaya summer suri suzanne sybil sydney sylvie tabitha talia tallulah tamsin tania tanisha tara tariq tate tatiana
taylor teagan teddy tegan terrell tessa thalia thandi thea theo theodore theresa thora tia tiago tiana tiegan
tiffany tilly tina tobiah todd tomasina tori tracy travis trevor trinity tristan tyra tyrone ulysses uma umair una
uri usman valentina valentino vera verity vernon vicky vida vijay viola violet virginia vivian wade wanda warren
wendy wesley wilfred willow winifred winston woody xavier yahya yana yara yasin yasir yolanda yosef yuri yusra
zahra zaid zain zainah zaki zane zara zaria zayn zelda zena zhara zia zion zuri
"""


def _forms() -> dict[str, frozenset[str]]:
    """Each form of a name to the names it may be a form of, each called by the first form on its line."""
    forms: dict[str, set[str]] = {}
    for line in SAME_NAME.split("\n"):
        names = line.replace("-", "").split()
        for name in names:
            forms.setdefault(name, set()).add(names[0])
    return {name: frozenset(heads) for name, heads in forms.items()}


def _lines() -> dict[str, frozenset[str]]:
    """Each name that heads a line to all its forms."""
    lines = (line.replace("-", "").split() for line in SAME_NAME.split("\n"))
    return {names[0]: frozenset(names) for names in lines if names}


HEADS = _forms()
FORMS = _lines()
GIVEN = frozenset(HEADS) | frozenset(OTHER_NAMES.split())
