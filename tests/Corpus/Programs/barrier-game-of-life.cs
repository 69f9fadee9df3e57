const int Size = 32, Workers = 4, Generations = 20;
var cells = new bool[Size, Size];
var next = new bool[Size, Size];
foreach (var (r, c) in new[] { (1, 2), (2, 3), (3, 1), (3, 2), (3, 3), (10, 10), (10, 11), (10, 12), (20, 20), (20, 21), (21, 20), (21, 21) })
{
    cells[r, c] = true;
}
var populations = new List<int>();
using var barrier = new Barrier(Workers, _ =>
{
    (cells, next) = (next, cells);
    populations.Add(cells.Cast<bool>().Count(alive => alive));
});
var threads = Enumerable.Range(0, Workers).Select(w => new Thread(() =>
{
    for (var g = 0; g < Generations; g++)
    {
        for (var r = w * Size / Workers; r < (w + 1) * Size / Workers; r++)
        {
            for (var c = 0; c < Size; c++)
            {
                var around = 0;
                for (var dr = -1; dr <= 1; dr++)
                {
                    for (var dc = -1; dc <= 1; dc++)
                    {
                        if ((dr | dc) != 0 && cells[(r + dr + Size) % Size, (c + dc + Size) % Size]) { around++; }
                    }
                }
                next[r, c] = around == 3 || (cells[r, c] && around == 2);
            }
        }
        barrier.SignalAndWait();
    }
})).ToList();
threads.ForEach(t => t.Start());
threads.ForEach(t => t.Join());
Console.WriteLine(string.Join(" ", populations) + $" phases {barrier.CurrentPhaseNumber}");
for (var r = 4; r < 14; r++) { Console.WriteLine(string.Concat(Enumerable.Range(0, 20).Select(c => cells[r, c] ? '#' : '.'))); }
