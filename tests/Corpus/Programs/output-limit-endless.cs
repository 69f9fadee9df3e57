// verdict: OutputLimit
// limits: output_kb=64 wall_ms=10000
for (var i = 0; ; i++) { Console.WriteLine($"{i} bottles of beer on the wall"); }
