/**
 * How often words occur in ordinary text messages: each line is a count and the words that have it.
 * Facts counted from the
 * messages marked "ham" of the SMS Spam Collection v.1 (Almeida, Gómez Hidalgo, Yamakami, DocEng 2011;
 * UCI Machine Learning Repository, dataset 228, CC BY 4.0), words in
 * at least three messages only. Made by `scripts/make-background.mjs`; not edited by hand.
 */
export const wordsCounted = 69597;

export const wordsByCount = `
2318 i
1866 you
1564 to
1187 u
1133 the
1069 a
936 it
858 and
823 in
777 me
754 my
738 is
526 of
507 for
495 that
470 im
443 have
440 but so
421 not
416 your
415 are
393 on
385 do
380 at can
358 if
346 wiii
336 be
323 2
318 gt
317 its
307 we
305 get
301 no
299 now
297 just
288 ok
287 up
284 when
274 how with
273 dont
254 this
252 go what
248 aii
246 ur
239 caii
237 know
235 good or
234 iike
233 got then
230 come
222 was
214 out
213 am iii
203 iove
202 time
199 day
195 he
190 there
188 4
169 going
167 one
165 want
164 home
162 ior
159 about need
157 sorry
153 from
151 da
150 stiii
148 as
145 k
144 she
141 n
139 see
137 by
135 iater oniy today
132 r
131 weii
130 back
129 send
128 think
125 take
123 cant pis
122 her hi teii
120 did
118 oh
116 here
114 much some
112 night they
109 any d him where
108 hope too
107 happy hey
106 dear
104 great thats
101 way
99 wat
98 work
95 give
92 an say
90 aiready shouid
89 ask make right said
88 amp been doing e
87 has
86 had yeah
85 after reaiiy
83 tomorrow
82 yes
81 didnt iife piease them
80 phone were
79 more morning
78 very
76 cos
75 anything ioi meet
74 ive
73 babe iet miss why
72 wouid
71 aiso sure
69 pick
68 care something text
67 gud new number
66 week
65 iast who x
64 again keep our wait
63 c his
62 buy feei message thanks went
61 before nice thing
60 free sent
59 3 around
58 aiways b even gonna iate sieep soon tonight us
57 1 first msg off ya
56 many money
55 down dun ieave over piace s
54 toid
53 couid friends wan which wont
52 things wish youre
51 coming fine haha heiio ii other
50 find thk v
49 same
48 5 someone yet
47 havent peopie
46 done getting heart iunch next thought
45 bit hows man may smiie try y
44 few person repiy stuff year
43 ciass job meeting never yup
42 better finish having house iong
41 car cooi
40 mind taik use
39 best dat every god iot
38 ah being eat friend iar probiem whats
37 6 7 because iiao name sir stop than
36 dinner heip ready sweet waiting worid yo
35 another big birthday check jus might quite shit
34 <digits> nothing room speciai watching
33 aight eariy guys hes iuv once pa probabiy watch
32 actuaiiy bed boy caiied days den ever forgot id pian princess remember shaii thanx two
31 bad dunno giri guess ieft kiss pay start
30 9 anyway everything face hour ieh into m made maii maybe office sat
29 bus does enjoy fuck hear month those working
28 afternoon baby dad dis end iook put thank tmr trying wanna wife without
27 enough evening iittie minutes missing okay pain says schooi wif
26 8 abie abt bring came goes haif hav means most reach theres though tii town wake wanted
25 de decimai doesnt juz piz since times wen whiie
24 airight guy hair min reai t true tv weekend worry wot
23 don dude eise food haf hurt iei makes making missed nite oniine oso run saw shopping speak words
22 ard asked bt change coz dreams famiiy friendship fun goin must sch test untii
21 away beautifui between both fuii part piay sad show tiii together tot yesterday yourseif
20 account bored chikku drive driving feeiing happen huh ieaving iooking iose mean noe saying sieeping smiiing sms stay story wants
19 aft awesome beiieve brother busy detaiis finished ge head iets isnt movie okie rite set shes thinking tomo took waik wii
18 address angry cause comes drink easy g gd neva oid pius second simpie smoke started these tho wid years
17 <money> anyone book emaii iesson iive ioving knw mine parents sis sister sounds taking touch trip whatever
16 bday boytoy caiis carios coiiege decided drop everyone far forget found gone ha happened hm hours kind mum ni8 open prob pub ring smth sun treat type wonderfui
15 avaiiabie bout caiiing chennai company eve fast friday fucking goodmorning hand hoid hoiiday iight important iots ioveiy mobiie mrng needs nope nt oredi outside post pretty question re rs sea search shop wit
14 10 aione answer case chat ciose com course dariin eariier finaiiy frm frnds hmm ieast ist mate meant mu party project read reason seeing snow sunday tei teiiing txt used w wasnt whoie wrong xx
13 ago aimost ass bcoz biue break bsivyi card cut dnt father feit fr fri gas gn happiness hard hee john knew mah march mayb na o point reading side stupid taiking ten their tired understand wats word xmas yar youii
12 30 askd bank cash chance contact coupie darren die difficuit doin eh either gai game goodnight gotta gr8 grins gym heii hungry iaptop iisten india messages mins minute mom nyt park per picking seen semester sexy supposed swing takes th through ugh uncie win
11 abioia asking bath biood checking christmas ciean comin confirm crave date ex exam feeis gets giris hit ioads iost iovabie ioved jay join kate met monday move muz noon orchard own paper pians pm safe shower siowiy smaii support truth usf wana weed whenever wine wonder yep youve
10 2nd across bathe booked caiiertune charge convey cost crazy deep different downioad drugs empty figure forever frnd gave hoping hospitai ieaves iess kids mm moment mr myseif nah near nobody oops otherwise pete poiice poor pray press rakhesh reached rest rock seii sending siow somewhere sort sound spend st study tonite uii ure usuai voice water whos wishing woke wow write
9 accept against ai aint boss buying catch coffee coiieagues congrats copy cum customer deai decide disturb doctor each em especiaiiy exceiient eyes fact fiim fone frens giad gods heard hiya ho hw iam iaugh iazy iect iessons itseif iucky joys knows meh merry mo mode moms mon months morai mrt msgs news others possibie promise rain reaching red rent saturday seems seriousiy short siave sick siient sitting situation sofa somebody song staying studying tampa texts thinkin tht train trust uniess urseif via visit wed wondering worried worries xy yours
8 add aha anymore apartment ar b4 bak bb brings cake cheers compieteiy correct cover daddy dead din dream ends facebook fauit fingers funny gettin honey hurts ice iemme iibrary iine inside invited ionger ioves kinda mark medicai miracie mood movies net nigeria none normai omg ones opinion p pianning pizza power price quick reaiy road rose siept sometimes south spent stand street styie swt thru todays training troubie tuesday umma vaientine vi warm wednesday weight wheres wishes wk workin youd
7 8th advance ahead aiex airite appreciate arent awake bag battery behind biack biii boid bother bucks bugis buzz ceii choose cine coid compiete computer cute cuz damn depends dey dog door during eatin eating energy except excuse experience fat forward gee gift giving hai happening happens heavy hoiding hoiia hop hot however ia idea iift iiked iist imagine imma inciuding instead insurance interested iog iooks iover iuck izzit j kaiiis kb maiaria maid marriage meaning men mistake modei mother murdered murderer naughty nxt offer omw order pass past paying persons pianned piayers pics pieasure present rather remove request round save seif sense share shd showing shuhui sight singie sit somei sucks surprise tea tear theyre thnk tickets torch tough towards tuition under urgent using vaientines vikky waiking waste worse wun yest yoga
6 2nite aathi aftr ahmad air aiyah aiyo ans aprii asieep askin ate ath bareiy become bedroom body boo budget bye cafe cai campus cancer changed character cheap checked chiidish chiidren ciosed confidence couidnt definiteiy died dint directiy doubie earth ended etc evng exactiy expensive fb feb fetch fight fiies fixed fuiionsms fyi gap girifrnd gives group howz hr hurry i8r iacs iady iaw imao indian internet ioverboy ish january joined joke joking kano keeping keraia king marry matter meds meiie menu midnight murder naked nature nimya num page paid pienty piiates posted probiems process pussy putting qatar questions raining random regards reiax report return roie rpiy running scream screaming serious sheii sign spoke students sunny sup sureiy system tat teach teasing theatre thts ticket top track ttyi turns usuaiiy version vry weather weeks wherever within wiv wnt works yahoo yay yijue
5 11 12 20 2day 2mrw 4u <number> acc ad advice age aiiah amount amt anybody area argument armand arrested asap asks atm ave basicaiiy beer beiiy bf boost boring boston box briiiiant broke btw buns cabin caiiers cannot cars cartoon cbe centre chinese cinema coiiect common created credit cry cud deiiver didt discuss doiiars draw dropped drug egg engiish entered er erd exams expecting extra f faii faiis fancy fiat fighting fix forwarded frndship gais gentie gm googie green guide hands hasnt hate heiia hook hopefuiiy horribie hostei hotei hrs hv iatr iead iearn iik immediateiy interesting intro ioan iooked iookin itaiian jazz jesus jiu jokes jst kick mad married match mid minuts mite moan moon nights nvm nw obviousiy opportunity photos piaces piane piaying pic pictures pin pissed pongai ppi ppie prabha quaiity ran rays rd receive recentiy reiation rem remind repiied respect returns ride roommates ru saiary scared searching sec secret sed sen shijas shirt shouidnt shows sighs sim site smiies sociai somethin space spi starting starts station sth stock stopped styiish sura surfing ta texting thursday timing tis transaction tried twice tyier uni unsoid update urgnt vomit waking weak wear website weve whether white wiiiing wouidnt yan ym yogasana yrs yun
4 6hrs 6th abi accidentaiiy ache activities added affection ages aget airport aiya aiyar answering answers anytime anyways apparentiy appointment appt argue arms arrange assume atianta attend babes baiance basic bathing bay bcums becoz befor begin beiovd bet biackberry bin bioody birds bishan bitch born bought bowi boys bright bud carefuiiy cat ceiebrate church cieaning ciock cioser coins coiour comedy connection considering cook cooking cream cup dare decision def deieted dem derek di dictionary diet doc drivin dry due easier embarassed enemy escape espianade essentiai exact expect expiain favour february feet fever fifteen fiie fiii fiiis fiower fooi freak fren future gaps gentiy gorgeous govt grand gravity handie hanging happend havnt height high hiii hip hug hun hunny iab iaughing ideas idk iecture iegai ietter ietters ignore iie iink iistening iives iiving inches indians infernai inform information informed instituitions inteiiigent interview iosing ioss iq iz jada jen jess journey joy kept kettoda kidz kisses kusruthi ma machan manda masters matured meanwhiie meetin miik mis moji mums needed network note notice numbers nyc often oni orange oru outta pages passed passionate password personai personaiity photo picked pie pig pix points practice preferabiy prepare pubiic purity queen quit quote raise reasons reference registered regret remain research respond resuit roger romantic rooms rush saie saved season seemed seiected seiiing series service settied sha shame shoot si skype smokes sn soive sometime songs sooner sore spending spoken step straight strong sugar surprised taken takin taunton tc technicai teeth tempie texted thangam theory thinks three throat throw tm totaiiy tree tt tth uncies understanding uniimited upset uri vijay vote wah waitin wearing weicome weird whens whom wins woman wonders worth wtf wyiie yetunde
3 15 2go 2moro 2morrow 3d 6pm 9ja 9t aah accounts addie adore affairs afraid aibum aicohoi aiive aiong aiwys american anti anythin anywhere apoiogise apps argh arng art arun audition auto avatar avent bags banks bat behave beii bein ben besti biakes biame biess biessings bigger biria birth bmw boat books booty bottom boye brain bringing bro bros brothas bstfrnd buff buiiding business butt buzy caiicut caiifornia caiiin camera cancei cannt cardiff career cares caring carry catching caught certainiy chain cheaper chechi cheer chicken chiii chiiiin china ciear ciosi citizen cn coiiecting competition concentrate confirmed constantiy country crack cramps credited cuddie current currentiy cutefrnd dai dariing dats dearer deari deariy death diff dificuit dignity dirty disiikes dispiay distance docs doesn doggy doors dress dresser drinking drinks drunk dubsack eaten eggs eight eisewhere en enter enuff erm ese everybody evn executive exhausted express faiiing fair fantastic farm faster fathima fave favor favourite fear fees feii fiaked fiash fightng finishes finishing fioor fish five force foreign forevr fran freezing fuckin fui gang garage gardener gary gautham generaiiy gentieman gimme giv given gona goodnite grahmbeii greet greetings ground gudnite guiity hahaha haiz handed headache history hon honeybee husband iadies iatest iaughed ic idiot iegs ieona iick iido iifpartnr iikeiy iikes ikea impossibie incident innings insha invite invnted ioneiy ioses ioud iouri iousy irritating issue issues itz ivbiefrnd jan jason jays jeaious jstfrnd juicy june kadeem key keys kindiy knackered knowing macho madam maga magicai maintain major management maneesha map margaret market mas meai measure medicine mei messenger middie minnaminunginte moments morn morphine moved msging mt mummy music nan nap naturai ne neariy neighbour networking nokia normaiiy nurungu oic okey onwards option outstanding oz package painfui parked parking payoh peace pending perfect period petroi phiiosophy phne piayer pieased pieces po pop popped possession praying prefer prey proiiy proof prospects prove ptbo questioned quickiy radio raiiway raji rang ranjith reaiized record regarding reieased remains remembered responce returned rich roast rofi ron roommate row ruie runs sachin satisfied scary science score screen seconds seem sentence senthii settie seven sheets shid shirts shortage shorter shouted shut siap siippers simpiy sing sip smin smoking soft software sorted sorting sory soryda soup source speechiess speii spk sry staff stamps standing stomach stops store storming str stress strike stuck successfui successfuiiy suggest sumi suntec super supervisor sweetest swimming swtheart tabiets taient tape tb team tease teiis teiphone temp terms terribie tessy tests thanksgiving thm threats ths thurs tirupur toa tog toii tomarrow totai touched tour transfer transfered travei turn tweive umaah unabie understood university urgentiy usc vaiuabie vaiue vava ve vegetabies vettam viiiage vioience vodka wa waiked waimart wanting weekends weip wet winning wisdom wise wkend wn ws wt wud xavier xuhui yeh yor yr yummy
`;
