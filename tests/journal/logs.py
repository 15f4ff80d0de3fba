"""Training logs of known content, in the layouts of the apps that write them; made here, nobody's own."""

from datetime import UTC, datetime

STRONG_1 = """\
Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE
2024-01-15 18:30:00,"Legs, heavy",1h 5m,"Lying Leg Curl (Machine)",W,20.0,12,0,0,"",,
2024-01-15 18:30:00,"Legs, heavy",1h 5m,"Lying Leg Curl (Machine)",Rest Timer,0,0,0,90,"",,
2024-01-15 18:30:00,"Legs, heavy",1h 5m,"Lying Leg Curl (Machine)",1,40.0,10,0,0,"said ""slow"",
two lines",,8.5
2024-01-15 18:30:00,"Legs, heavy",1h 5m,"Lying Leg Curl (Machine)",2,40.0,10,0,0,"",,10
2024-01-15 18:30:00,"Legs, heavy",1h 5m,"Squat (Barbell)",1,100.0,5,0,0,"",,
2024-07-17 07:05:00,"Legs, heavy",45m,"Seated Leg Curl (Machine)",D,42.5,8,0,0,"",,
2024-07-17 07:05:00,"Legs, heavy",45m,"Seated Leg Curl (Machine)",F,42.5,6,0,0,"",,
"""
STRONG_2 = """\
Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;\
Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration
2024-01-15 18:30:00;Legs;Lying Leg Curl (Machine);W;20;kg;12;;;;0;;;1h
2024-01-15 18:30:00;Legs;Lying Leg Curl (Machine);1;40;kg;10;8,5;;;0;slow;;1h
2024-01-15 18:30:00;Legs;Lying Leg Curl (Machine);2;40;kg;10;10;;;0;;;1h
2024-01-15 18:30:00;Legs;Squat (Barbell);1;100;;5;;;;0;;;1h
2024-07-17 07:05:00;Legs;Seated Leg Curl (Machine);D;42,5;kg;8;;;;0;;;45m
2024-07-17 07:05:00;Legs;Seated Leg Curl (Machine);F;42,5;kg;6;;;;0;;;45m
"""
STRONG_3 = """\
"Workout #";"Date";"Workout Name";"Duration (sec)";"Exercise Name";"Set Order";\
"Weight (kg)";"Reps";"RPE";"Distance (meters)";"Seconds";"Notes";"Workout Notes"
"1";"2024-01-15 18:30:00";"Legs";"3900";"Lying Leg Curl (Machine)";"Note";"";"";"";"";"";"seat 4";""
"1";"2024-01-15 18:30:00";"Legs";"3900";"Lying Leg Curl (Machine)";"W";"20.0";"12";"";"";"";"";""
"1";"2024-01-15 18:30:00";"Legs";"3900";"Lying Leg Curl (Machine)";"Rest Timer";"";"";"";"";"90.0";"";""
"1";"2024-01-15 18:30:00";"Legs";"3900";"Lying Leg Curl (Machine)";"1";"40.0";"10";"8.5";"";"";"slow";""
"1";"2024-01-15 18:30:00";"Legs";"3900";"Lying Leg Curl (Machine)";"2";"40.0";"10";"10";"";"";"";""
"1";"2024-01-15 18:30:00";"Legs";"3900";"Squat (Barbell)";"1";"100";"5";"";"";"";"";""
"2";"2024-07-17 07:05:00";"Legs";"2700";"Seated Leg Curl (Machine)";"D";"42.5";"8";"";"";"";"";""
"2";"2024-07-17 07:05:00";"Legs";"2700";"Seated Leg Curl (Machine)";"F";"42.5";"6";"";"";"";"";""
"""
STRONG_4 = (
    STRONG_1.replace(",RPE\n", "\n").replace(",,8.5\n", ",\n").replace(",,10\n", ",\n").replace('"",,\n', '"",\n')
)  # the first without RPE
HEVY = """\
"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"
"Legs","21 Feb 2025, 07:17","21 Feb 2025, 08:10","","Seated Leg Curl (Machine)",,"pad low",0,"warmup",20,15,,,
"Legs","21 Feb 2025, 07:17","21 Feb 2025, 08:10","","Seated Leg Curl (Machine)",,"pad low",1,"normal",45,10,,,8
"Legs","21 Feb 2025, 07:17","21 Feb 2025, 08:10","","Leg Extension (Machine)",,"",0,"normal",60,10,,,
"Legs","21 Feb 2025, 07:17","21 Feb 2025, 08:10","","Seated Leg Curl (Machine)",,"",0,"dropset",35,12,,,
"Legs","21 Feb 2025, 07:17","21 Feb 2025, 08:10","","Nordic Hamstring Curl",,"",0,"failure",,6,,,
"""
FITNOTES = """\
Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2024-03-04,Lying Leg Curl,Legs,40.0,kgs,10,,,,easy
2024-03-04,Lying Leg Curl,Legs,40.0,kgs,10,,,,
2024-03-04,Flat Barbell Bench Press,Chest,60.0,kgs,8,,,,
2024-03-11,Lying Leg Curl,Legs,88.0,lbs,10,,,,
"""
LIFTLOG = """\
SessionId,Timestamp,Exercise,Weight,WeightUnit,Reps,TargetReps,Notes
8b929966-2426-4cbf-b678-ac8e811c8b2b,2024-10-16T10:44:39,Standing Leg Curl,20,kg,12,12,
8b929966-2426-4cbf-b678-ac8e811c8b2b,2024-10-16T10:44:38,Standing Leg Curl,20,kg,12,12,
8b929966-2426-4cbf-b678-ac8e811c8b2b,2024-10-16T10:44:38,Standing Leg Curl,20,kg,12,12,
95bf84cb-1f11-4d51-ba6e-a4c3f1e40b08,2024-10-14T10:43:50,Squats,84,kg,8,8,
"""
FIT_START = datetime(2024, 5, 3, 16, 30, tzinfo=UTC)


def fit_log(sets, *, start=FIT_START, ahead_s=7200, titles=()):
    """A watch's file: each set as fields of the message ``set``, and an activity with both its clocks."""
    from garmin_fit_sdk import Encoder, Profile

    number = Profile["mesg_num"]
    encoder = Encoder()
    encoder.write_mesg({"mesg_num": number["FILE_ID"], "type": "activity", "time_created": start, "serial_number": 7})
    for title in titles:
        encoder.write_mesg({"mesg_num": number["EXERCISE_TITLE"], **title})
    for fields in sets:
        encoder.write_mesg({"mesg_num": number["SET"], **fields})
    seconds = int((start - datetime(1989, 12, 31, tzinfo=UTC)).total_seconds())
    clocks = {} if ahead_s is None else {"local_timestamp": seconds + ahead_s}
    encoder.write_mesg({"mesg_num": number["ACTIVITY"], "timestamp": start, "num_sessions": 1, **clocks})
    return bytes(encoder.close())
