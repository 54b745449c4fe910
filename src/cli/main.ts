process.stdout.write('foblab\n');
