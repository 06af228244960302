"""What the sample shop sells. Artists, labels and records are invented; prices are in minor units."""

from dataclasses import dataclass

from django.utils.text import slugify


@dataclass(frozen=True, slots=True)
class Genre:
    """A category; `kinds` are those below it, with a line about each."""

    name: str
    about: str
    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One format a record can be bought in. `was` is the higher price it had, if it is on offer."""

    form: str
    price: int
    stock: int
    was: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """`kinds` are names of genres' kinds, the main one first; `art` is its cover's motif and palette.

    A single offer without a form leaves nothing to choose.
    """

    artist: str
    title: str
    year: int
    label: str
    kinds: tuple[str, ...]
    art: tuple[str, str]
    offers: tuple[Offer, ...]
    about: str

    @property
    def slug(self) -> str:
        return slugify(f"{self.artist} {self.title}")

    @property
    def description(self) -> str:
        return f"{self.about}\n\n{self.label}, {self.year}."


def lp(price: int, stock: int, was: int | None = None) -> Offer:
    return Offer("LP", price, stock, was)


def double(price: int, stock: int, was: int | None = None) -> Offer:
    return Offer("2×LP", price, stock, was)


def cd(price: int, stock: int, was: int | None = None) -> Offer:
    return Offer("CD", price, stock, was)


def tape(price: int, stock: int, was: int | None = None) -> Offer:
    return Offer("Cassette", price, stock, was)


def boxed(price: int, stock: int) -> Offer:
    return Offer("", price, stock)


GENRES = (
    Genre(
        "Electronic",
        "Machines, and the people who talk them round.",
        (
            ("Ambient", "Records for rooms, weather and the early morning."),
            ("Techno", "Four to the floor and no hurry at all."),
            ("House", "Pianos, basements, Sunday afternoons."),
            ("Downtempo", "Slow drums for late hours."),
        ),
    ),
    Genre(
        "Jazz",
        "From the smallest combo to the longest solo.",
        (
            ("Spiritual Jazz", "Long forms, open hearts, plenty of percussion."),
            ("Fusion", "Electric pianos and odd metres."),
            ("Vocal Jazz", "Standards, and songs that ought to be."),
        ),
    ),
    Genre(
        "Rock",
        "Guitars, in most of the ways they can be plugged in.",
        (
            ("Indie Rock", "Good songs, small labels."),
            ("Post-Punk", "Bass first, then the argument."),
            ("Psychedelic", "Tape echo, sitars, the long way round."),
        ),
    ),
    Genre(
        "Soul & Funk",
        "Horn sections, heartbreak and the one.",
        (
            ("Soul", "Voices that mean it."),
            ("Funk", "Tight drums, loose everything else."),
        ),
    ),
    Genre(
        "Folk",
        "Old songs, and new ones that sound as if they had always been there.",
        (
            ("Songwriters", "One voice, one guitar, nowhere to hide."),
            ("Traditional", "Handed down, and handed on."),
        ),
    ),
    Genre(
        "Classical",
        "Written down once, different every night.",
        (
            ("Chamber", "Music for a few players and a good room."),
            ("Piano", "Eighty-eight keys, one pair of hands."),
        ),
    ),
)

RECORDS = (
    # --- Electronic -------------------------------------------------------------------------------
    Record(
        "Ines Karvald", "Low Water, Slack Tide", 2024, "Paper Fjord",
        ("Ambient",), ("sea", "midnight"),
        (double(34_90, 14), cd(15_90, 32), tape(12_90, 3)),
        "Recorded over nine nights in a boathouse with the door left open. Two tape loops drift apart so slowly that "
        "the harbour outside begins to sound as if it were keeping time for them. Best heard before anyone else is "
        "up.",
    ),
    Record(
        "Thornbill Atlas", "A Field Guide to Snow", 2021, "Paper Fjord",
        ("Ambient", "Chamber"), ("contours", "mint"),
        (lp(26_90, 9), cd(14_90, 24)),
        "Eleven pieces, each named after a kind of snow and each quieter than the one before. By the last you are "
        "mostly listening to the room it was played in, and it turns out to be the one you go back to.",
    ),
    Record(
        "Moth Cartography", "Weather for Sleepers", 2019, "Glasshouse Nine",
        ("Ambient",), ("haze", "lilac"),
        (cd(13_90, 0), tape(11_90, 0)),
        "A single hour-long take, made for the waiting room of a night train and played there only once. There is no "
        "beat and hardly a melody, and nothing is missing.",
    ),
    Record(
        "Kessel Ord", "Pressure Gauge", 2023, "Glasshouse Nine",
        ("Techno",), ("levels", "bottle"),
        (double(32_90, 18), cd(14_90, 21)),
        "Eight tracks built on one drum machine and a faulty compressor that nobody was allowed to repair. Dry, "
        "patient, and a good deal heavier than the waveform suggests.",
    ),
    Record(
        "Rudi Vantholt", "Switchyard", 2022, "Glasshouse Nine",
        ("Techno",), ("bend", "primary"),
        (lp(23_90, 2),),
        "Written for the last hour of the night, when the floor is half empty and means it. Freight-train hats, a "
        "bass line of three notes, and one chord that needs six minutes to arrive.",
    ),
    Record(
        "Polder Signal", "Eddy Currents", 2020, "Copperquill",
        ("Techno", "Ambient"), ("contours", "soot"),
        (double(27_90, 11, was=33_90), cd(11_90, 40, was=14_90)),
        "Dub techno with its sleeves rolled up: hiss, echo and a kick drum that seems to come from under the dyke. "
        "The third side has been known to empty a kitchen and fill a living room.",
    ),
    Record(
        "Coralie Manteuse", "Sundays at the Depot", 2024, "Copperquill",
        ("House",), ("sunburst", "mustard"),
        (double(33_90, 26), cd(15_90, 35), tape(12_90, 12)),
        "Warm, slightly crooked house music from a resident who has played the same Sunday for eleven years. You can "
        "hear the regulars in it: the one who dances by the door, the one who always asks for the piano track. It is "
        "side C.",
    ),
    Record(
        "Delroy Finchampton", "Borrowed Keys", 2018, "Old Ferry",
        ("House", "Soul"), ("tiles", "lake"),
        (lp(18_90, 7, was=24_90), cd(9_90, 15, was=13_90)),
        "Piano house by a man who tunes pianos for a living and tries each one out properly before he leaves. Nine "
        "instruments, nine tracks, and not one of them quite in tune by the end.",
    ),
    Record(
        "Quillfeather", "Slow Elevator", 2022, "Velvet Ledger",
        ("Downtempo",), ("arches", "dusk"),
        (lp(25_90, 16), cd(14_90, 28), tape(11_90, 1)),
        "Brushed drums, a borrowed vibraphone and samples from instruction records for ballroom dancers. It goes down "
        "rather than up, one floor at a time, and the doors open somewhere better lit than expected.",
    ),
    Record(
        "Marguerite Solane", "The Night Clerk", 2017, "Velvet Ledger",
        ("Downtempo", "Vocal Jazz"), ("moons", "plum"),
        (lp(24_90, 5), cd(13_90, 19)),
        "Ten songs from behind the desk of a hotel, sung so close to the microphone that the key rack rattles. Solane "
        "wrote them on the backs of registration cards; the guests have been given other names.",
    ),
    # --- Jazz -------------------------------------------------------------------------------------
    Record(
        "The Okonrele Ensemble", "Seven Gates of Morning", 1973, "Odd Meridian",
        ("Spiritual Jazz",), ("arches", "harbour"),
        (double(38_90, 22), cd(17_90, 30)),
        "For decades this went round on third-hand cassettes with the titles in the wrong order. Cut afresh from the "
        "original tapes, it has its bells back, and the bass solo that everybody thought was damage.",
    ),
    Record(
        "Tamsin Odulaye Quintet", "Ember Hymns", 2023, "Odd Meridian",
        ("Spiritual Jazz",), ("flower", "ember"),
        (lp(27_90, 33), cd(15_90, 27)),
        "Harp, two saxophones, and a rhythm section that breathes before every phrase. Odulaye wrote the suite for "
        "her grandmother's church and had to promise the minister that there would be a tune. There are five.",
    ),
    Record(
        "Lucius Hartwell Bey", "Ask the River Twice", 1971, "Odd Meridian",
        ("Spiritual Jazz",), ("halftone", "bottle"),
        (lp(36_90, 0), cd(16_90, 0)),
        "A private pressing of two hundred, most of which were given away at a wedding. Side one is a blues that "
        "forgets to turn round; side two is the river answering.",
    ),
    Record(
        "Zephyr Motorworks", "Chrome Orchard", 1976, "Velvet Ledger",
        ("Fusion", "Funk"), ("bend", "brick"),
        (lp(26_90, 13), cd(14_90, 22), tape(12_90, 0)),
        "Four session players, one week of studio time that somebody else had paid for, and every keyboard in the "
        "building. It is faster than it needs to be and funnier than it looks on paper, thirteen-eight included.",
    ),
    Record(
        "Yuna Castellmark Group", "Left-Hand Traffic", 2022, "Long Hallway",
        ("Fusion",), ("stripes", "lake"),
        (double(33_90, 8), cd(15_90, 17)),
        "The drummer plays in five, the guitarist in four, and Castellmark's electric piano politely directs them "
        "through the junction. Nobody gets hurt. The closing ballad is worth the ticket by itself.",
    ),
    Record(
        "Odile Farnhurst", "After the Last Tram", 1962, "Old Ferry",
        ("Vocal Jazz",), ("poster", "mustard"),
        (lp(25_90, 20), cd(13_90, 44)),
        "Recorded in one evening, with a trio she had met that afternoon. Farnhurst sings a little behind the beat, "
        "like someone walking home without wanting to get there.",
    ),
    Record(
        "Beatrix Lomondsay", "Small Hours, Large Coat", 2021, "Long Hallway",
        ("Vocal Jazz",), ("moons", "soot"),
        (lp(26_90, 3), cd(14_90, 11), tape(11_90, 6)),
        "Twelve new songs that might have been written in any of the last eight decades. The rhymes are wicked, the "
        "coat is real, and the bass clarinet deserves a record of its own.",
    ),
    # --- Rock -------------------------------------------------------------------------------------
    Record(
        "The Gannet Year", "Good Luck in the Suburbs", 2024, "Tinder & Brine",
        ("Indie Rock",), ("hills", "primary"),
        (lp(25_90, 48), cd(13_90, 52), tape(10_90, 21)),
        "Three siblings, two guitars, and a drum kit that lives in the garage between recycling days. The choruses "
        "are enormous and the words are about hedges, more or less.",
    ),
    Record(
        "Paper Bicycle Club", "Postcards to the Wrong House", 2016, "Tinder & Brine",
        ("Indie Rock", "Songwriters"), ("plan", "terracotta"),
        (lp(17_90, 10, was=23_90), cd(9_90, 6, was=12_90)),
        "Every song answers a postcard that came to the wrong address. Some of the senders have since been found; one "
        "of them plays trumpet on the last track.",
    ),
    Record(
        "Hollin Varrow", "Every Light on Carrow Street", 2023, "Long Hallway",
        ("Indie Rock",), ("tiles", "soot"),
        (double(31_90, 15), cd(14_90, 29)),
        "A double album about one street, house by house, with the odd numbers on the first record and the even ones "
        "on the second. Number fourteen is empty: ninety seconds of rain on a bay window.",
    ),
    Record(
        "Municipal Baths", "Committee Music", 1980, "Salt Assembly",
        ("Post-Punk",), ("poster", "primary"),
        (lp(24_90, 17), cd(12_90, 23)),
        "Minutes of meetings, set to the stiffest funk ever played by four people in overcoats. They split up over "
        "the wording of a motion, which is the last song. It was not carried.",
    ),
    Record(
        "Nina Ferrous", "Concrete Holiday", 1982, "Salt Assembly",
        ("Post-Punk",), ("plan", "workshop"),
        (lp(29_90, 0), cd(14_90, 0), tape(12_90, 0)),
        "A drum machine from a church organ, a guitar played with a butter knife, and a voice like a very good "
        "teacher at the end of her patience. Nothing else from that year sounds so much like next year.",
    ),
    Record(
        "Second Typist", "Grey Is a Warm Colour", 2023, "Salt Assembly",
        ("Post-Punk", "Indie Rock"), ("stripes", "workshop"),
        (lp(25_90, 31), cd(13_90, 38), tape(10_90, 2)),
        "Ten short, dry songs about offices, ferries and getting on with it. The bass does the talking. By the third "
        "play the jokes turn out to be love songs, or the other way about.",
    ),
    Record(
        "Lord Pemberlow's Kite", "The Marmalade Observatory", 1968, "Velvet Ledger",
        ("Psychedelic",), ("orbits", "mustard"),
        (lp(28_90, 12), cd(15_90, 18)),
        "A concept album about an astronomer who finds a breakfast. Harpsichord, phasing, a brass band walking slowly "
        "past the studio window, and one of the loveliest bridges of its decade, in a song about spoons.",
    ),
    Record(
        "Saffron Caravel", "Lizards of the Inland Sea", 2020, "Odd Meridian",
        ("Psychedelic", "Fusion"), ("haze", "brick"),
        (double(34_90, 6), cd(15_90, 9)),
        "Four sides, four songs. The band moved to the edge of a salt lake to make it, and the heat has got into the "
        "tape: everything shimmers, bends, and sooner or later comes back to the riff.",
    ),
    # --- Soul & Funk ------------------------------------------------------------------------------
    Record(
        "Loretta Fayne-Whitby", "Hold the Door", 1970, "Old Ferry",
        ("Soul",), ("rings", "plum"),
        (lp(27_90, 25), cd(13_90, 41)),
        "She had eleven days between tours and wanted strings, so the strings came at night. What you hear is a great "
        "voice at two in the morning with nothing left to prove, and a band that knows it.",
    ),
    Record(
        "Josiah Merrilees", "Kitchen Light", 2024, "Copperquill",
        ("Soul", "Songwriters"), ("levels", "harbour"),
        (lp(26_90, 37), cd(14_90, 46), tape(11_90, 18)),
        "Made at home after the children had gone to bed, which is why the drums are so soft and the harmonies so "
        "close. Somewhere in the second verse of the title song a fridge comes in, on the beat.",
    ),
    Record(
        "The Amberlane Sisters", "Two Sugars", 1966, "Old Ferry",
        ("Soul",), ("rings", "mint"),
        (lp(19_90, 4, was=25_90), cd(10_90, 13, was=13_90)),
        "Every single they cut in two busy years, with the B-sides that the dancers preferred all along. Handclaps, "
        "heartache and key changes, in mono, as loud as your neighbours allow.",
    ),
    Record(
        "The Corner Pharmacists", "Greasy Algebra", 1974, "Copperquill",
        ("Funk",), ("tiles", "olive"),
        (lp(25_90, 19), cd(13_90, 26)),
        "The tightest rhythm section ever to rehearse above a chemist's. There is a twelve-bar drum break on side two "
        "that half the records in our other sections would like to thank.",
    ),
    Record(
        "Tunde Blackmoor Orchestra", "Elbow Room", 1977, "Odd Meridian",
        ("Funk", "Spiritual Jazz"), ("sunburst", "plum"),
        (double(35_90, 10), cd(16_90, 14)),
        "Eighteen players on a stage made for six, with a horn section that takes turns to sit down. The grooves "
        "start where other bands would fade out, and then the talking drums arrive.",
    ),
    # --- Folk -------------------------------------------------------------------------------------
    Record(
        "Wren Tolliday", "What the Orchard Kept", 2022, "Tinder & Brine",
        ("Songwriters",), ("flower", "olive"),
        (lp(24_90, 28), cd(13_90, 33)),
        "A year in an orchard, month by month, for guitar, voice and now and then a wasp. Tolliday has the rare gift "
        "of leaving a line unfinished at exactly the right word.",
    ),
    Record(
        "Callum Strathwell", "Letters in Pencil", 1969, "Tinder & Brine",
        ("Songwriters",), ("staves", "terracotta"),
        (lp(28_90, 1), cd(14_90, 12)),
        "He made one album, disliked it, and went back to mending boats. Listeners have been disagreeing with him "
        "ever since: the fingerpicking alone has kept three generations indoors.",
    ),
    Record(
        "Maud Ellerby-Finch", "A House Without Clocks", 2020, "Long Hallway",
        ("Songwriters", "Piano"), ("hills", "dusk"),
        (lp(25_90, 23), cd(13_90, 20), tape(10_90, 8)),
        "Songs for piano and voice about the year when nobody knew what day it was. Funny, unhurried and, in the last "
        "three minutes, quite devastating.",
    ),
    Record(
        "The Drovers' Assembly", "Salt Road, Sheep Road", 2019, "Tinder & Brine",
        ("Traditional",), ("hills", "olive"),
        (lp(24_90, 8), cd(12_90, 25)),
        "Walking songs collected along two old roads and recorded where those roads meet, in a barn with excellent "
        "manners. Fiddle, pipes, twenty voices and a dog who stayed in the mix.",
    ),
    Record(
        "Brandvoll & Penharrow", "Songs from the Eel Weirs", 2023, "Paper Fjord",
        ("Traditional",), ("contours", "lake"),
        (lp(26_90, 6), cd(14_90, 16)),
        "A hardanger fiddle and a Cornish baritone find out how many tunes their two coasts have been sharing behind "
        "everybody's back. The answer is eleven, and a lullaby.",
    ),
    # --- Classical --------------------------------------------------------------------------------
    Record(
        "Lindgard Quartet", "Four Rooms", 2021, "Long Hallway",
        ("Chamber",), ("plan", "midnight"),
        (double(32_90, 12), cd(17_90, 24)),
        "Four string quartets by four composers, each written for a particular room and recorded in it: a chapel, a "
        "stairwell, a swimming bath, a kitchen. Headphones make the swimming bath alarming.",
    ),
    Record(
        "Ensemble Nachtkerze", "Music for Unlit Windows", 2018, "Paper Fjord",
        ("Chamber", "Ambient"), ("poster", "mint"),
        (lp(19_90, 9, was=26_90), cd(12_90, 15, was=16_90)),
        "Wind quintet, celesta and a great deal of silence. The players were asked to perform as though someone were "
        "asleep next door, and the whole record leans towards that closed door.",
    ),
    Record(
        "Sora Vennegard", "The Glass Almanac", 2024, "Paper Fjord",
        ("Chamber",), ("moons", "harbour"),
        (boxed(89_00, 5),),
        "Twelve small books of music, one for every month, for forces that range from solo viola to seventeen "
        "glasses. This is all of it: six discs in a cloth box, a printed score of the shortest piece, and room for "
        "notes of your own.",
    ),
    Record(
        "Emil Tavastel", "Left Open", 2023, "Paper Fjord",
        ("Piano",), ("staves", "ember"),
        (lp(25_90, 34), cd(15_90, 42)),
        "Improvisations on an upright with its front panel off, so that every felt and hinge has a say. Tavastel "
        "leaves such long pauses that the birds come in, in the right key more often than chance would allow.",
    ),
    Record(
        "Clara Ostrander-Bloem", "Nocturnes for a Borrowed Upright", 1958, "Old Ferry",
        ("Piano",), ("sea", "dusk"),
        (lp(29_90, 2), cd(16_90, 10)),
        "Taped by the building's caretaker with a single microphone, and kept in his family ever since. The piano is "
        "past its best; the playing is anything but.",
    ),
)  # fmt: skip
