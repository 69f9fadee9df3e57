using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Channels;
using System.Threading.Tasks;
var channel = Channel.CreateBounded<int>(4);
var write = Task.Run(async () => { for (var i = 0; i < 100; i++) { await channel.Writer.WriteAsync(i); } channel.Writer.Complete(); });
var total = 0;
await foreach (var x in channel.Reader.ReadAllAsync()) { total += x; }
await write;
Console.WriteLine(total);
