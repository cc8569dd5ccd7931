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
ada aiden alana alba alesha alfie alina alisha alma alyssa amanda amara amber amir an anaya andrea anh anisa anita
april archie ariana arlo asha ashley ashton aurora austin ava ayaan ayla bailey barry beatrice becca belinda beryl
blake bonnie brandon brenda brett bruce caleb callum carla carly carmen carol carole carter cerys charlene chelsea
cheryl clifford clive cody colin courtney daisy dale damian damien darcey darcy dawn dean declan delilah denise
diana diane donna douglas duncan eden edith elaine eli eliana elias elijah eliza ellis elodie elsa elsie emilio
eric erin esme eva evan evelyn evie ezra faith fay faye felicity finlay finn fiona frankie freya garry gavin gemma
geraldine giles gillian gina gloria gordon guy gwen ha hamza harley harper hazel hoa howard hugh hugo hunter ian
ida imani imogen ines iqra iris isaiah ivan ivy jack jackson jaime janine jared jasper jay jayne jenson jesse jill
joan jodie joel jordana josie joyce jude juliet justin kai karim kate kathleen katrina kay kaya keira kelsey kenzie
kerry kian kiera kim kira kirsten kyra lacey lan lana lara lee leigh leila lena leo leon leona levi lewie lex liana
lila lilah lily linh lisa logan lois lola lorna lorraine lottie luca luna lydia lyla lyra mabel mai maisie marcia
marcus marian marilyn marina marion marjorie marlon martha marvin mason matilda maureen maya melody mia mila miles
milo mina minh mohsin mollie molly mona monica morgan muriel musa mya myla myles nadia nadine naomi natalia nell
nelson nga ngoc nhi nigel nina noah noel nora norma norman orla otis pearl penelope penny phoebe phyllis pippa
poppy quinn ralph raymond reggie reuben rhea riley rita river rocco roisin roman rory rosa rose rosie ross rowan
roy ruby rufus russell sadie saira salim sally samir samira sana scarlett scott sean selina shannon shauna sienna
skye sonia spencer stacey stacy stanley summer suzanne tamsin tania tara taylor thea theo theodore tia tiana
tiffany tilly tina todd tracy trevor tristan una vera vicky violet vivian wendy willow yara yusra zahra zainah zane
zara zayn zena
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
